/** The steps of the chain rule for what is looked at, from the numbers of a frame. */
import { biasSteps, edgeSteps } from "../formulas/edge.js";
import { unitSteps } from "../formulas/unit.js";
import { FocusKind } from "../protocol.js";

/**
 * @param {object} focus
 * @param {object} frame whose `focus` has its numbers as `chain`
 * @returns {import("../formulas/edge.js").Step[]}
 */
export function stepsOf(focus, frame) {
  const { chain } = frame.focus;
  if (focus.kind === FocusKind.UNIT) return unitSteps(focus, chain);
  const values = { ...chain, looked: frame.trace.example, now: changedSince(frame) };
  return focus.kind === FocusKind.EDGE ? edgeSteps(focus, values) : biasSteps(focus, values);
}

/** The value of a parameter that was typed in after the update that is shown. */
function changedSince({ update, trace, focus }) {
  const value = focus.weight ?? focus.bias;
  return trace.update === update && value !== focus.chain.after ? value : undefined;
}
