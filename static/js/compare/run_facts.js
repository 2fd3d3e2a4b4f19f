/** The columns of the table of runs: what differs first, then results, then the rest. */
import { formatApart, formatCount, formatSharesApart, formatValue, formatValuesApart } from "../core/format.js";
import { same } from "../core/url.js";
import { valuesWords } from "./twin_words.js";

/** What of a change was not done by hand: weights, examples and points are. */
const NOT_BY_HAND = new Set(["update", "set", "open_test", "pass_stop"]);

const REASONS = {
  early_stopping: "patience",
  generalization_loss: "generalization loss",
  progress_quotient: "progress quotient",
  successive_rises: "successive rises",
  target_error: "target error",
  max_epochs: "max epochs",
  diverged: "diverged",
};

/** What stands in a column, row by row: numbers that differ can be told apart. */
const each = (word) => (values) => values.map((value) => word(value));

/** `isRare`: a column only where a run has it. */
const RESULTS = [
  { key: "epoch", label: "Epochs", words: each(formatCount) },
  { key: "reason", label: "Stopped by", words: each((value) => (Object.hasOwn(REASONS, value) ? REASONS[value] : "not stopped")) },
  { key: "passed_epoch", label: "Kept training past epoch", words: each(formatCount), isRare: true },
  { key: "best_epoch", label: "Best epoch", words: each(formatCount) },
  { key: "best_error", label: "Best validation E", words: formatApart },
  { key: "lower_epoch", label: "Lowest at another epoch", words: each(formatCount), isRare: true },
  { key: "lower_error", label: "Lowest validation E", words: formatApart, isRare: true },
  { key: "best_train", label: "Train E at best epoch", words: formatApart },
  { key: "best_train_accuracy", label: "Train accuracy at best epoch", words: formatSharesApart },
  { key: "best_validation_accuracy", label: "Validation accuracy at best epoch", words: formatSharesApart },
  { key: "train", label: "Last train E", words: formatApart },
  { key: "validation", label: "Last validation E", words: formatApart },
  { key: "train_accuracy", label: "Last train accuracy", words: formatSharesApart },
  { key: "validation_accuracy", label: "Last validation accuracy", words: formatSharesApart },
  { key: "test", label: "Last test E, if opened", words: formatApart },
  { key: "test_accuracy", label: "Last test accuracy, if opened", words: formatSharesApart },
];

/** The values that a run has had of a setting: at first, and after each change of it. */
export function valuesOf({ settings, changes }, name) {
  const later = changes.filter(({ set }) => set && name in set).map(({ set }) => set[name]);
  return [settings[name], ...later];
}

/** How many of the changes were of weights, examples or points. */
export function otherChanges({ changes }) {
  return changes.filter((change) => Object.keys(change).some((key) => !NOT_BY_HAND.has(key))).length;
}

const sameValues = (a, b) => a.length === b.length && a.every((value, i) => same(value, b[i]));

/**
 * @typedef {{key: string, label: string, differs: boolean, value: (record: object) =>
 *   unknown, words: (record: object) => string}} Column `value`: to sort by, and for files
 * @param {object[]} catalogue
 * @param {object[]} records those of the table
 * @returns {Column[]}
 */
export function columnsOf(catalogue, records) {
  const settings = catalogue.map((setting) => settingColumn(setting, records));
  const [different, rest] = [true, false].map((wanted) => settings.filter(({ differs }) => differs === wanted));
  const results = RESULTS.filter(({ key, isRare }) => !isRare || records.some((record) => record.results[key] != null));
  return [...different, ...byHand(records), ...results.map((result) => resultColumn(result, records)), ...rest];
}

function settingColumn(setting, records) {
  const { name, label, unit } = setting;
  const all = records.map(({ recipe }) => valuesOf(recipe, name));
  const differs = all.some((values) => !sameValues(values, all[0]));
  const told = textsOf(all.flat());
  const words = ({ recipe }) => valuesWords({ ...setting, unit: null }, valuesOf(recipe, name), told);
  // Numbers sort as numbers; lists, and what was changed on the way, as they are written.
  const value = (record) => {
    const values = valuesOf(record.recipe, name);
    return values.length === 1 && typeof values[0] === "number" ? values[0] : words(record);
  };
  return { key: name, label: unit ? `${label} (${unit})` : label, differs, value, words };
}

/** How a column writes each of its numbers: in full where it needs that to tell them apart. */
function textsOf(values) {
  const numbers = [...new Set(values.filter((value) => typeof value === "number"))];
  const texts = new Map(formatValuesApart(numbers).map((text, i) => [numbers[i], text]));
  return (value) => texts.get(value) ?? formatValue(value);
}

function byHand(records) {
  if (!records.some(({ recipe }) => otherChanges(recipe) > 0)) return [];
  const value = ({ recipe }) => otherChanges(recipe);
  return [{ key: "by_hand", label: "Changes by hand", differs: true, value, words: (record) => String(value(record)) }];
}

function resultColumn({ key, label, words }, records) {
  const told = (record) => record.results[key] ?? null;
  const texts = new Map(words(records.map(told)).map((text, i) => [records[i], text]));
  const text = (record) => texts.get(record);
  return { key: `result_${key}`, label, differs: false, value: key === "reason" ? text : told, words: text };
}

/** Rows in the order of a column; what has no value stands last, whichever way. */
export function sortedBy(records, column, down) {
  if (!column) return records;
  return [...records].sort((one, two) => {
    const [a, b] = [column.value(one), column.value(two)];
    if (a === null || b === null) return (a === null) - (b === null);
    const order = typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "en", { numeric: true });
    return down ? -order : order;
  });
}

/** Settings with a default that depends on the data set. */
const BY_DATASET = new Set(["examples", "noise", "inputs", "loss"]);
const MOST_NAMED = 3;

/**
 * A run in a few words: the settings that are not the defaults, each whole or not at all.
 *
 * @param {{most?: number, longest?: number}} [room] settings, and characters
 */
export function summaryOf(catalogue, { recipe }, { most = MOST_NAMED, longest = Infinity } = {}) {
  const { settings } = recipe;
  const own = catalogue.find(({ name }) => name === "dataset");
  const isOther = settings.dataset !== own?.default;
  const told = catalogue.filter(({ name, default: value }) => {
    if (!(name in settings) || (isOther && BY_DATASET.has(name))) return false;
    return !same(settings[name], value) || valuesOf(recipe, name).length > 1;
  });
  if (!told.length) return "Default settings";
  const words = told.slice(0, most).map((setting) => {
    return `${setting.label} ${valuesWords(setting, valuesOf(recipe, setting.name))}`;
  });
  for (let count = words.length; count > 0; count -= 1) {
    const more = told.length - count;
    const text = [...words.slice(0, count), ...(more ? [`${more} more`] : [])].join(" · ");
    if (text.length <= longest) return text;
  }
  return told.length === 1 ? `${told[0].label} changed` : `${told.length} settings changed`;
}
