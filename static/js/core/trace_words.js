/** Which update, taken apart, is shown, and which of its examples, in words. */

/**
 * @param {{update: number}} frame `update`: how many updates were made
 * @param {{update: number, examples: number, example: number}} trace
 */
export function whereWords({ update: made }, trace) {
  const which = trace.update > made ? `update ${trace.update}, the next one` : `update ${trace.update}`;
  if (trace.examples === 1) return `${which}: one example`;
  return `${which}: example ${trace.example + 1} of ${trace.examples} in the batch`;
}
