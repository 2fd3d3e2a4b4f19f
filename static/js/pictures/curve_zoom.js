/** Zooming the error curves: from parts of the picture to epochs and values. */
import { createZoom } from "./zoom.js";

/**
 * @param {() => {scene: object, axes: object, secondAxes: object | null} | null} view what is
 *   drawn now
 * @param {() => void} changed
 */
export function createCurveZoom(view, changed) {
  const zoom = createZoom();

  const spanOf = (axes, [top, bottom]) => [axes.value(bottom), axes.value(top)];

  return {
    zoom,
    /** @param {{x: [number, number] | null, y: [number, number] | null}} part in pixels */
    drag({ x, y }) {
      const { axes, secondAxes, scene } = view();
      if (x) zoom.toEpochs(x.map(axes.along));
      if (y) zoom.toValues(scene.metric, spanOf(axes, y));
      if (y && secondAxes) zoom.toValues("accuracy", spanOf(secondAxes, y));
      changed();
    },
    /** So many times the epochs, around one of them, or the middle. */
    nearer(epoch, factor) {
      const { range, whole } = view().scene;
      const [left, right] = range.x;
      const center = epoch ?? (left + right) / 2;
      const span = [center - (center - left) * factor, center + (right - center) * factor];
      const isWhole = span[0] <= whole.x[0] && span[1] >= whole.x[1];
      zoom.toEpochs(isWhole ? null : [Math.max(span[0], whole.x[0]), Math.min(span[1], whole.x[1])]);
      changed();
    },
    reset() {
      zoom.reset();
      changed();
    },
  };
}
