/** Which update, taken apart, is shown, and which of its examples, in words. */

import { shownUpdate } from "./state.js";

/**
 * @param {{update: number, visit?: {update: number}}} frame `update`: how many updates
 *   were made; of an earlier epoch looked at, by then
 * @param {{update: number, examples: number, example: number}} trace
 */
export function whereWords(frame, trace) {
  const made = shownUpdate(frame);
  const which = trace.update > made ? `update ${trace.update}, the next one` : `update ${trace.update}`;
  if (trace.examples === 1) return `${which}: one example`;
  return `${which}: example ${trace.example + 1} of ${trace.examples} in the batch`;
}
