/** Pointing at the layers' curves: each layer's own number of the epoch, or none. */
import { h } from "../core/dom.js";
import { formatApart } from "../core/format.js";
import { createHoverLabel } from "../pictures/hover_label.js";
import { createPlotPointer } from "../pictures/plot_pointer.js";

/**
 * @typedef {{plot: {x: number, y: number, width: number, height: number},
 *   range: [number, number], epochs: number[], lines: {name: string, color: string,
 *   values: (number | null)[]}[]}} View in pixels of the stage, and epochs
 * @param {HTMLElement} stage
 * @param {() => View | null} view what is drawn now
 */
export function createLinePointing(stage, view) {
  const line = h("i", { class: "hover-line", "aria-hidden": "true" });
  const label = createHoverLabel();
  let x = null;
  line.hidden = true;
  stage.append(line);

  function hide() {
    line.hidden = true;
    label.hide();
  }

  function show() {
    const now = x === null ? null : view();
    const found = now && numbersAt(now, epochAt(now, x));
    if (!found) return hide();
    const { plot, range } = now;
    const across = plot.x + ((found.epoch - range[0]) / (range[1] - range[0])) * plot.width;
    const box = stage.getBoundingClientRect();
    const top = box.top + plot.y;
    line.hidden = false;
    Object.assign(line.style, { transform: `translateX(${across}px)`, top: `${plot.y}px`, height: `${plot.height}px` });
    label.show(contentOf(found), { x: box.left + across, box: { left: box.left, right: box.right, top, bottom: top + plot.height } });
  }

  function point(place) {
    x = place?.x ?? null;
    show();
  }

  const nothing = { x: 0, y: 0, width: 0, height: 0 };
  const pointer = createPlotPointer(stage, stage, { plot: () => view()?.plot ?? nothing, point });
  return {
    render: () => x !== null && show(),
    destroy() {
      pointer.destroy();
      label.hide();
    },
  };
}

function epochAt({ plot, range }, x) {
  return range[0] + ((x - plot.x) / plot.width) * (range[1] - range[0]);
}

/** The numbers at the epoch that is nearest of those kept; null where nobody has one. */
export function numbersAt({ epochs, lines }, place) {
  let at = -1;
  epochs.forEach((epoch, i) => {
    if (at < 0 || Math.abs(epoch - place) < Math.abs(epochs[at] - place)) at = i;
  });
  const rows = lines.filter(({ values }) => values[at] != null).map(({ values, ...line }) => ({ ...line, value: values[at] }));
  return rows.length ? { epoch: epochs[at], rows } : null;
}

function contentOf({ epoch, rows }) {
  const texts = formatApart(rows.map(({ value }) => value));
  return {
    title: `epoch ${epoch}`,
    heads: [""],
    rows: rows.map(({ name, color }, i) => ({ name, cells: [{ look: { color, width: 2, dash: [] }, text: texts[i] }] })),
    notes: [],
  };
}
