/** Whether what the browser's storage holds is a run's record: other hands may have been at it. */
import { COLUMNS } from "./series.js";

/** The year 2100 in milliseconds: no record is younger, and a date can be told of it. */
const LATEST = 4_102_444_800_000;
const MOST_POINTS = 2000;
const LAST_EPOCH = 1e9;
/** A state or a reason, as the server names it. */
const WORD = /^[a-z_]{1,40}$/;
const NUMBERS = [
  ...["update", "stop_epoch", "best_epoch", "best_error", "train", "validation", "test"],
  ...["train_accuracy", "validation_accuracy", "test_accuracy"],
  ...["best_train", "best_train_accuracy", "best_validation_accuracy"],
  ...["passed_epoch", "lower_epoch", "lower_error"],
];

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isCount = (value) => Number.isSafeInteger(value) && value >= 0;
const isNumber = (value) => value == null || Number.isFinite(value);
const isWord = (value) => value == null || (typeof value === "string" && WORD.test(value));

/** @param {number} colors how many colours there are */
export function isRecord({ at, kept, hidden = false, name, color, recipe, series, results }, colors) {
  const isNamed = typeof name === "string" && typeof kept === "boolean" && typeof hidden === "boolean";
  const hasPlace = isCount(color) && color < colors && isCount(at) && at <= LATEST;
  return isNamed && hasPlace && isRecipe(recipe) && isSeries(series) && isResults(results);
}

/** Results that are not there yet are null, or missing. */
function isResults(results) {
  if (!isObject(results) || !isCount(results.epoch)) return false;
  return NUMBERS.every((key) => isNumber(results[key])) && ["state", "reason"].every((key) => isWord(results[key]));
}

function isRecipe(recipe) {
  const { settings, changes, update } = recipe ?? {};
  return isSettings(settings) && Array.isArray(changes) && changes.every(isChange) && isCount(update);
}

function isChange(change) {
  return isObject(change) && isCount(change.update) && (change.set === undefined || isSettings(change.set));
}

const isSettings = (settings) => isObject(settings) && Object.values(settings).every((value) => [value].flat().every(isPlain));
const isPlain = (value) => value === null || Number.isFinite(value) || typeof value === "boolean" || typeof value === "string";

function isSeries(series) {
  const epochs = series?.epoch;
  if (!Array.isArray(epochs) || epochs.length > MOST_POINTS) return false;
  const isAscending = epochs.every((epoch, i) => isCount(epoch) && (i === 0 || epoch > epochs[i - 1]));
  if (!isAscending || epochs.at(-1) > LAST_EPOCH) return false;
  return COLUMNS.every((name) => series[name] === null || isColumn(series[name], epochs.length));
}

function isColumn(column, length) {
  return Array.isArray(column) && column.length === length && column.every((each) => each === null || Number.isFinite(each));
}
