/** Units that learn no more: the reason in words, and the mark in the picture. */
import { capitalized } from "../core/format.js";

/**
 * @typedef {{layer: number, unit: number, reason: string, others: number,
 *   stuck: boolean}} Unwell as the server judges it
 * @typedef {{examples: number, units: Unwell[]}} Health
 */

/**
 * Each reason's mark as strokes between points of a square from -1 to 1: a flag, a cross,
 * a step with flat ends, two equal lines. Where a unit has two reasons the first is marked.
 */
export const MARKS = {
  holding: [
    [[-0.6, 1.1], [-0.6, -1.1], [0.9, -0.5], [-0.6, 0.1]],
  ],
  dead: [
    [[-1, -1], [1, 1]],
    [[-1, 1], [1, -1]],
  ],
  saturated: [
    [[-1.2, 0.9], [-0.3, 0.9], [0.3, -0.9], [1.2, -0.9]],
  ],
  symmetric: [
    [[-1, -0.5], [1, -0.5]],
    [[-1, 0.5], [1, 0.5]],
  ],
};
const ORDER = Object.keys(MARKS);

/**
 * The reason to mark, by layer and unit: `marks[layer]?.[unit]`.
 *
 * @param {Health | null} health
 * @param {{layer: number, unit: number, holds: boolean}[]} [units] at the point that is
 *   looked into: those that hold on to it
 */
export function marksOf(health, units = []) {
  const marks = [];
  const holding = units.filter(({ holds }) => holds).map((unit) => ({ ...unit, reason: "holding" }));
  for (const { layer, unit, reason } of [...(health?.units ?? []), ...holding]) {
    const known = (marks[layer] ??= []);
    const isFirst = known[unit] === undefined || ORDER.indexOf(reason) < ORDER.indexOf(known[unit]);
    if (isFirst) known[unit] = reason;
  }
  return marks;
}

/** Where a unit's mark stands: at its upper right corner. */
export function healthMark({ x, y, size }) {
  const reach = Math.max(2.5, Math.min(7, size * 0.2));
  return { x: x + size / 2, y: y - size / 2, reach };
}

/** How many units there are for each reason that is marked. */
export function countMarks(marks) {
  const counts = Object.fromEntries(ORDER.map((reason) => [reason, 0]));
  for (const reason of marks.flat()) if (reason) counts[reason] += 1;
  return counts;
}

/** What is wrong with one unit, a sentence for each reason; empty where nothing is. */
export function unitReasons(health, { layer, unit }, training) {
  const own = health?.units.filter((each) => each.layer === layer && each.unit === unit);
  return (own ?? []).map((each) => `${capitalized(reasonWords(each, health.examples, training))}.`);
}

/** How many training examples units were judged by, of all there are. */
export function examplesSeen(examples, training) {
  return `${examples} training examples${examples < training ? " looked at" : ""}`;
}

/**
 * @param {Unwell} unwell
 * @param {number} examples training examples that were looked at
 * @param {number} training how many there are
 */
export function reasonWords({ reason, others, stuck }, examples, training) {
  const seen = examplesSeen(examples, training);
  if (reason === "dead") return `dead: a is 0 for all ${seen}, so no example can change its weights`;
  if (reason === "saturated") {
    const end = "a is within 0.01 of an end of its range, where the slope is almost 0";
    return `saturated: for more than 95 % of the ${seen} ${end}; they hardly change its weights`;
  }
  const like = `${others} ${others === 1 ? "other" : "others"} of its layer`;
  const way = "Zero initialization does this; another initializer breaks it";
  if (stuck) {
    return `symmetric: all its weights and its output are 0, as those of ${like}, so its gradients are exactly 0: only what the optimizer still carries could move it. ${way}`;
  }
  return `symmetric: the same weights in and out as ${like}. Without dropout they get the same gradients: only what the optimizer still carries could part them. ${way}`;
}
