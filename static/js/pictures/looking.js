/**
 * What the pointer is on over the output map: a place or an example, with the network's
 * exact output there, asked from the server and shown in a card.
 */
import { placeContent } from "./learned_numbers.js";
import { pixelOf, pointAt } from "./plane.js";
import { createProbe } from "./probe.js";
import { createReadout } from "./readout.js";

/**
 * @param {HTMLElement} stage where the pointer is listened to and the card is shown
 * @param {{run: () => object, plane: () => object | undefined,
 *   probe: (x: number[]) => Promise<object>, changed: () => void,
 *   isPickable: () => boolean}} parts
 */
export function createLooking(stage, parts) {
  const readout = createReadout(stage);
  const probe = createProbe(parts.probe, ({ output }) => {
    looked.output = output;
    parts.changed();
  });
  const looked = { place: null, example: null, output: null };

  const coordinates = ({ x, y }) => (parts.run().data.dimensions === 1 ? [x] : [x, y]);

  function look(place, example) {
    if (looked.example !== example) looked.output = null;
    Object.assign(looked, { place, example });
    probe.look(coordinates(place));
    parts.changed();
  }

  function away() {
    if (!looked.place) return;
    Object.assign(looked, { place: null, example: null, output: null });
    probe.stop();
    parts.changed();
  }

  function onMove({ clientX, clientY }) {
    const plane = parts.plane();
    if (!plane || looked.example !== null) return;
    const box = stage.getBoundingClientRect();
    const place = pointAt(plane, clientX - box.left, clientY - box.top);
    if (place) look(place, null);
    else away();
  }

  stage.addEventListener("pointermove", onMove);
  stage.addEventListener("pointerleave", away);

  return {
    away,
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
      const { place, example, output } = looked;
      if (!place) return readout.hide();
      const about = { data: parts.run().data, example, isPickable: parts.isPickable() };
      const content = placeContent(coordinates(place), output, about);
      return readout.show(content, pixelOf(parts.plane(), place.x, place.y), { far: true });
    },
    destroy() {
      stage.removeEventListener("pointermove", onMove);
      stage.removeEventListener("pointerleave", away);
      probe.stop();
      readout.destroy();
    },
  };
}
