/**
 * What the network's picture shows of one example on its way through an update: which
 * part is at work, the numbers that are known by then, and which units are dropped.
 */
import { threeDigits } from "./labels.js";

/** Which parts a phase works on, as a focus; null between two updates. */
export function walkFocus({ position, phase, layer }, last) {
  if (position === 0) return null;
  if (phase === "forward") return { kind: "layer", layer };
  // A delta comes back through the edges that lead on from its layer.
  if (phase === "backward" && layer < last) return { kind: "layer", layer: layer + 1 };
  return { kind: "layer", layer: last, alone: true };
}

/** Which way signals travel in a phase, and through the edges into which layer. */
export function flowOf({ position, phase, layer }, last) {
  if (position === 0) return null;
  if (phase === "forward") return { layer, way: 1 };
  if (phase === "backward" && layer < last) return { layer: layer + 1, way: -1 };
  return null;
}

/** Whether the mask of the example that is looked at dropped this unit. */
export function isDropped(trace, layer, unit) {
  return trace?.layers[layer - 1]?.masks?.[unit] === 0;
}

/** Whether any unit is dropped. */
export function dropsAny(trace) {
  return trace?.layers.some(({ masks }) => masks?.includes(0)) ?? false;
}

/**
 * The deltas by layer that are known in a phase: none on the way forward, on the way
 * back those of the layers passed.
 *
 * @returns {Float32Array[]} for l = 1..L
 */
export function knownDeltas({ phase, layer }, { layers }) {
  const first = phase === "backward" ? layer : Infinity;
  return layers.map(({ deltas }, i) => (i + 1 >= first ? deltas : new Float32Array(deltas.length)));
}

/**
 * The number that stands beside a unit in a phase, or null: activations up to the layer
 * that the signals have reached, then deltas from the output on.
 *
 * @returns {{sign: string, text: string, value: number, isNew: boolean} | null} `isNew`:
 *   it is what this phase found
 */
export function unitNumber({ phase, layer: at }, trace, { layer, unit }) {
  const number = (sign, value, isNew) => ({ sign, value, isNew, text: threeDigits(value) });
  const isBack = phase === "backward" && layer >= at && layer > 0;
  if (isBack) return number("δ", trace.layers[layer - 1].deltas[unit], layer === at);
  if (layer === 0) return number("x", trace.x[unit], false);
  if (phase === "forward" && layer > at) return null;
  const isLast = layer === trace.layers.length;
  const value = trace.layers[layer - 1].activations[unit];
  if (phase === "error" && isLast) {
    return { sign: "o", value, isNew: true, text: `${threeDigits(value)}, t ${threeDigits(trace.t[unit])}` };
  }
  return number(isLast ? "o" : "a", value, phase === "forward" && layer === at);
}
