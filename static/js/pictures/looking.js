/**
 * What the pointer is on over the output map: a place or an example, with the network's
 * exact output there, asked from the server and shown in a card.
 */
import { placeContent } from "./learned_numbers.js";
import { pixelOf, pointAt } from "./plane.js";
import { createProbe } from "./probe.js";
import { createReadout } from "./readout.js";

/** As far from an example its card stays; Plotly's `hoverdistance` is less. */
const NEAR = 14;

const isNear = (pixel, x, y) => Math.hypot(pixel.x - x, pixel.y - y) < NEAR;

/**
 * @param {HTMLElement} stage where the pointer is listened to and the card is shown
 * @param {{run: () => object, plane: () => object | undefined,
 *   probe: (x: number[]) => Promise<object>, examine: (row: number) => Promise<object>,
 *   changed: () => void, isKnown: (row: number) => boolean,
 *   isSealed: (row: number) => boolean, note: (row: number | null) => string}} parts
 *   `isKnown`: whether the server tells of this example, its error too
 */
export function createLooking(stage, parts) {
  const readout = createReadout(stage);
  const probe = createProbe(ask, ({ output, error, point = null }) => {
    const { example } = looked;
    if (point !== (example !== null && parts.isKnown(example) ? example : null)) return; // too late
    Object.assign(looked, { output, error: error ?? null });
    parts.changed();
  });
  const looked = { place: null, example: null, output: null, error: null };

  /** An example is asked for by its row: its place is exact, and it has an error. */
  function ask(x) {
    const row = looked.example;
    return row !== null && parts.isKnown(row) ? parts.examine(row) : parts.probe(x);
  }

  const coordinates = ({ x, y }) => (parts.run().data.dimensions === 1 ? [x] : [x, y]);

  function look(place, example) {
    if (looked.example !== example) looked.output = looked.error = null;
    Object.assign(looked, { place, example });
    probe.look(coordinates(place));
    parts.changed();
  }

  function away() {
    if (!looked.place) return;
    Object.assign(looked, { place: null, example: null, output: null, error: null });
    probe.stop();
    parts.changed();
  }

  function onMove({ clientX, clientY }) {
    const plane = parts.plane();
    if (!plane) return;
    const box = stage.getBoundingClientRect();
    const [x, y] = [clientX - box.left, clientY - box.top];
    if (looked.example !== null && isNear(pixelOf(plane, looked.place.x, looked.place.y), x, y)) return;
    const place = pointAt(plane, x, y);
    if (place) look(place, null);
    else away();
  }

  stage.addEventListener("pointermove", onMove);
  stage.addEventListener("pointerleave", away);

  function content() {
    const { place, example, output, error } = looked;
    const isSealed = example !== null && parts.isSealed(example);
    const about = { data: parts.run().data, example, error, isSealed, note: parts.note(example) };
    return placeContent(coordinates(place), output, about);
  }

  return {
    away,
    /** The example that is looked at: its row, or null. */
    row: () => looked.example,
    /** The example in words, for who cannot see the card. */
    words() {
      const { title, rows } = content();
      return [title, ...rows.slice(0, 1).map((row) => row.join(" "))].join(", ");
    },
    example(index) {
      const { data } = parts.run();
      look({ x: data.x1[index], y: data.x2?.[index] ?? data.target[index] }, index);
    },
    /** The pointer is beside every example: the place under it counts again. */
    noExample() {
      looked.example = null;
    },
    /** The network has changed: its output here may be another one. */
    again: probe.again,
    render() {
      const { place } = looked;
      if (!place) return readout.hide();
      return readout.show(content(), pixelOf(parts.plane(), place.x, place.y), { far: true });
    },
    destroy() {
      stage.removeEventListener("pointermove", onMove);
      stage.removeEventListener("pointerleave", away);
      probe.stop();
      readout.destroy();
    },
  };
}
