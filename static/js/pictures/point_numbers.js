/** The numbers beside the units at the point that is looked into. */
import { isThere } from "../core/editing.js";
import { threeDigits } from "./labels.js";

/** The answer about a point, while that is looked into and is in one of the sets; or null. */
export function examShown({ run: { data }, view: { below, point }, exam }) {
  return below === "point" && exam?.point === point && isThere(data, point) ? exam : null;
}

/**
 * By layer and unit: its inputs, the hidden units' activations, and the outputs.
 *
 * @param {{x: number[], units: {layer: number, unit: number, activation: number}[],
 *   output: number[]}} exam the server's answer about the point
 * @param {number[]} sizes of the layers
 * @returns {{sign: string, text: string, value: number, isNew: boolean}[][] | null} null: of
 *   another network
 */
export function numbersAt({ x, units, output }, sizes) {
  const hidden = sizes.slice(1, -1).reduce((sum, size) => sum + size, 0);
  if (x.length !== sizes[0] || output.length !== sizes.at(-1) || units.length !== hidden) return null;
  const number = (sign) => (value) => ({ sign, value, text: threeDigits(value), isNew: false });
  const layers = sizes.map(() => []);
  layers[0] = x.map(number("x"));
  for (const { layer, unit, activation } of units) layers[layer][unit] = number("a")(activation);
  layers[sizes.length - 1] = output.map(number("o"));
  return layers;
}
