/** What differs between a run and its twin, and what does not, in words. */
import { formatApart, formatSharesApart, formatValue, formatValuesApart } from "../core/format.js";

const MOST_BETWEEN = 1;
const ELSEWHERE = "changes on the way act at the same updates, so at other epochs";

/** A setting's value as people write it. @param {(value: unknown) => string} [write] a plain one */
export function valueWords({ kind, choices, unit }, value, write = formatValue) {
  if (kind === "flag") return value ? "on" : "off";
  if (value === null) return "off";
  if (Array.isArray(value) && value.length === 0) return "none";
  const label = (each) => choices?.find((choice) => choice.value === each)?.label ?? write(each);
  const text = Array.isArray(value) ? value.map(label).join(", ") : label(value);
  return unit ? `${text} ${unit}` : text;
}

/** "0.3, then 0.1": all values that a run has had, of many the first and the last. */
export function valuesWords(setting, values, write = formatValue) {
  const words = values.map((each) => valueWords(setting, each ?? null, write));
  const between = words.length - 2;
  if (between > MOST_BETWEEN) words.splice(1, between, `${between} others`);
  return words.join(", then ");
}

/** "Learning rate 0.3, then 0.1 → 0.03": the run's values, and the twin's one. */
export function differenceWords(setting, { values, value }) {
  const numbers = [...values, value].filter((each) => typeof each === "number");
  const texts = formatValuesApart(numbers);
  const write = (each) => texts[numbers.indexOf(each)] ?? formatValue(each);
  return `${setting.label} ${valuesWords(setting, values, write)} → ${valueWords(setting, value, write)}`;
}

/** What the server says, with settings named as their controls are. */
export function plainWords(text, catalogue) {
  return text.replace(/\b[a-z]+(?:_[a-z0-9]+)+\b/g, (name) => catalogue.get(name)?.label.toLowerCase() ?? name);
}

/** A name for a twin that is kept: as much of what differs as there is room for, whole. */
export function twinName(setting, seen, longest) {
  const value = valueWords(setting, seen.value);
  const names = [differenceWords(setting, seen), `${setting.label} ${value}`, setting.label];
  return `Twin: ${names.find((name) => name.length + 6 <= longest) ?? names.at(-1)}`;
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

/**
 * "train E 0.4012", "validation E 0.5100 (81.7 %)", of each of the runs: numbers that
 * differ read differently.
 *
 * @param {{errors: object, accuracy: object | null}[]} runs
 * @returns {[string, string][]}
 */
export function errorWords(runs) {
  const train = formatApart(runs.map(({ errors }) => errors.train));
  const validation = formatApart(runs.map(({ errors }) => errors.validation));
  const shares = formatSharesApart(runs.map(({ accuracy }) => accuracy?.validation));
  return runs.map(({ accuracy }, i) => {
    const share = accuracy?.validation == null ? "" : ` (${shares[i]})`;
    return [`train E ${train[i]}`, `validation E ${validation[i]}${share}`];
  });
}

/** How much of the way to its goal a twin has come, from 0 to 1. */
export function progressOf({ epoch, goal, over }, most) {
  if (over) return 1;
  const end = goal ?? most;
  const isInStep = goal !== null && epoch >= goal - 1; // it follows the run's epochs
  return isInStep || end === 0 ? 1 : Math.min(1, epoch / end);
}
