/** What differs between a run and its twin, and what does not, in words. */
import { formatError, formatShare, formatValue } from "../core/format.js";

const MOST_BETWEEN = 1;
const ELSEWHERE = "changes on the way act at the same updates, so at other epochs";

/** A setting's value as people write it. */
export function valueWords({ kind, choices, unit }, value) {
  if (kind === "flag") return value ? "on" : "off";
  if (value === null) return "off";
  if (Array.isArray(value) && value.length === 0) return "none";
  const label = (each) => choices?.find((choice) => choice.value === each)?.label ?? formatValue(each);
  const text = Array.isArray(value) ? value.map(label).join(", ") : label(value);
  return unit ? `${text} ${unit}` : text;
}

/** "0.3, then 0.1": all values that a run has had, of many the first and the last. */
export function valuesWords(setting, values) {
  const words = values.map((each) => valueWords(setting, each ?? null));
  const between = words.length - 2;
  if (between > MOST_BETWEEN) words.splice(1, between, `${between} others`);
  return words.join(", then ");
}

/** "Learning rate 0.3, then 0.1 → 0.03": the run's values, and the twin's one. */
export function differenceWords(setting, { values, value }) {
  return `${setting.label} ${valuesWords(setting, values)} → ${valueWords(setting, value)}`;
}

/** What the server found to be the same, and what not. */
export function sharedWords({ points, labels, split, weights, order, batches, epochs }) {
  const data = points && labels ? "same points" : points ? "same points with other labels" : "other points";
  const cut = batches ? "same order of examples" : "same order of examples, cut into other batches";
  const same = [
    data,
    split ? "same split" : "another split",
    weights ? "same first weights" : "other first weights",
    order ? cut : "another order of examples",
  ].join(", ");
  return epochs ? same : `${same}; ${ELSEWHERE}`;
}

/** "train E 0.4012", "validation E 0.5100 (81.7 %)". */
export function errorWords({ errors, accuracy }) {
  const share = accuracy?.validation == null ? "" : ` (${formatShare(accuracy.validation)})`;
  return [`train E ${formatError(errors.train)}`, `validation E ${formatError(errors.validation)}${share}`];
}

/** How much of the way to its goal a twin has come, from 0 to 1. */
export function progressOf({ epoch, goal, over }, most) {
  if (over) return 1;
  const end = goal ?? most;
  const isInStep = goal !== null && epoch >= goal - 1; // it follows the run's epochs
  return isInStep || end === 0 ? 1 : Math.min(1, epoch / end);
}
