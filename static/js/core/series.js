/**
 * The error curves as the page keeps them: columns of equal length over ascending
 * epochs, null where there is no number. A run can last for ever and the page must not
 * grow with it: above LIMIT points the curves are thinned, so that no minimum is lost from
 * the picture and thinned runs have epochs in common.
 */
export const COLUMNS = [
  "train",
  "validation",
  "test",
  "train_accuracy",
  "validation_accuracy",
  "test_accuracy",
];
export const LIMIT = 20_000;
const ERRORS = ["train", "validation", "test"];
/** Of the points of a thinned series, so many are at round epochs. */
const GRID_SHARE = 2 / 3;

export function emptySeries() {
  return fromRows([], () => null);
}

/**
 * The series with `incoming` merged in by epoch. Points may overlap what is there: a
 * number replaces, an absent one leaves what was known. Appending, the common case,
 * fills the same arrays; the returned object is a new one if and only if something is new.
 */
export function mergeSeries(series, incoming) {
  if (!incoming?.epoch?.length) return series;
  const merged = extend(series, incoming) ?? weave(series, incoming);
  return merged.epoch.length > LIMIT ? thin(merged, LIMIT / 2) : merged;
}

/**
 * Overwrites known epochs in place and appends new ones; null where one is between, the
 * series itself where nothing is new.
 */
function extend(series, incoming) {
  const count = series.epoch.length;
  const last = series.epoch.at(-1) ?? -Infinity;
  const known = incoming.epoch.filter((epoch) => epoch <= last).length;
  const places = incoming.epoch.map((epoch, i) =>
    i < known ? indexOf(series.epoch, epoch) : count + i - known,
  );
  if (places.includes(-1)) return null;
  let isNew = false;
  for (const name of ["epoch", ...COLUMNS]) {
    const column = series[name];
    places.forEach((place, i) => {
      const value = incoming[name]?.[i] ?? column[place] ?? null;
      isNew ||= value !== column[place];
      column[place] = value;
    });
  }
  return isNew ? { ...series } : series;
}

/** Where `epoch` stands in ascending epochs, -1 where it does not. */
export function indexOf(epochs, epoch) {
  let low = 0;
  let high = epochs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (epochs[middle] < epoch) low = middle + 1;
    else high = middle;
  }
  return epochs[low] === epoch ? low : -1;
}

function weave(old, incoming) {
  const rows = new Map();
  old.epoch.forEach((epoch, i) => rows.set(epoch, [i, -1]));
  incoming.epoch.forEach((epoch, i) => rows.set(epoch, [rows.get(epoch)?.[0] ?? -1, i]));
  const epochs = [...rows.keys()].sort((a, b) => a - b);
  return fromRows(epochs, (name, epoch) => {
    const [before, after] = rows.get(epoch);
    return incoming[name]?.[after] ?? old[name][before] ?? null;
  });
}

/**
 * About `target` points: the epochs that a power of two divides, and of every stretch the
 * points where a curve is lowest and highest. The server thins by the same rule
 * (app/training/history.py).
 */
export function thin(series, target) {
  const count = series.epoch.length;
  const keep = new Set([0, count - 1]);
  keepGrid(series.epoch, target * GRID_SHARE, keep);
  const stretches = Math.max(1, Math.floor((target - keep.size) / (2 * ERRORS.length)));
  for (let k = 0; k < stretches; k += 1) {
    const start = Math.floor((k * count) / stretches);
    const end = Math.floor(((k + 1) * count) / stretches);
    for (const name of ERRORS) keepExtremes(series[name], start, end, keep);
  }
  const kept = [...keep].sort((a, b) => a - b);
  const thinned = { epoch: kept.map((i) => series.epoch[i]) };
  for (const name of COLUMNS) thinned[name] = kept.map((i) => series[name][i]);
  return thinned;
}

/** Adds to `keep` the places of the epochs that a power of two divides, at most so many. */
function keepGrid(epochs, most, keep) {
  const length = epochs.at(-1) - epochs[0] + 1;
  let step = 1;
  while (Math.ceil(length / step) > most) step *= 2;
  epochs.forEach((epoch, i) => epoch % step === 0 && keep.add(i));
}

/** Adds to `keep` where the column is lowest and highest from `start` to before `end`. */
export function keepExtremes(column, start, end, keep) {
  let low = -1;
  let high = -1;
  for (let i = start; i < end; i += 1) {
    if (column[i] === null) continue;
    if (low < 0 || column[i] < column[low]) low = i;
    if (high < 0 || column[i] > column[high]) high = i;
  }
  if (low >= 0) keep.add(low).add(high);
}

function fromRows(epochs, value) {
  const series = { epoch: [...epochs] };
  for (const name of COLUMNS) series[name] = epochs.map((epoch) => value(name, epoch));
  return series;
}
