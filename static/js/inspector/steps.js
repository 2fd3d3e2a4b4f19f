/** The steps of the chain rule for what is looked at, from the numbers of a frame. */
import { biasSteps, edgeSteps } from "../formulas/edge.js";
import { unitSteps } from "../formulas/unit.js";
import { FocusKind } from "../protocol.js";

/**
 * @param {object} focus
 * @param {object} chain its numbers, `focus.chain` of a frame
 * @returns {import("../formulas/edge.js").Step[]}
 */
export function stepsOf(focus, chain) {
  if (focus.kind === FocusKind.EDGE) return edgeSteps(focus, chain);
  return focus.kind === FocusKind.BIAS ? biasSteps(focus, chain) : unitSteps(focus, chain);
}

/** Which update and which of its examples the numbers belong to, in words. */
export function whereWords({ update: made }, trace) {
  const which = trace.update > made ? `update ${trace.update}, the next one` : `update ${trace.update}`;
  if (trace.examples === 1) return `${which}: one example`;
  return `${which}: example ${trace.example + 1} of ${trace.examples} in the batch`;
}
