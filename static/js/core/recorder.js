/**
 * Writes down each run that has finished an epoch, as far as it has come: now and then
 * while it trains, when it stops, when another takes its place and when the page is left.
 */
import { recipe, LONGEST } from "./memory.js";
import { COLUMNS, thin } from "./series.js";

const PAUSE_MS = 1500;
/**
 * Runs of so many epochs are kept whole: pointing at an epoch of the curves names its own
 * value. No more digits are drawn.
 */
const POINTS = 1200;
const DIGITS = 7;

/**
 * @param {object} store
 * @param {ReturnType<import("./records.js").createRecords>} records
 */
export function keepRecords(store, records, page = window, later = setTimeout) {
  /** Replaced as a whole: when another run comes, it still is that of the one before. */
  let latest = null;
  let timer = null;

  function write() {
    clearTimeout(timer);
    timer = null;
    const record = latest && recordOf(latest);
    if (record) records.note(record);
  }

  function show() {
    const kept = records.kept();
    const known = store.get().kept;
    const isSame = kept.length === known.length && kept.every((record, i) => record === known[i]);
    store.set({ records: records.all(), kept: isSame ? known : kept });
  }

  store.subscribe(
    (state) => state.frame,
    (frame, before) => {
      const state = store.get();
      if (latest && latest.run !== state.run) write();
      latest = state;
      const hasStopped = frame?.state !== before?.state && frame?.state !== "running";
      if (hasStopped) write();
      else timer ??= later(write, PAUSE_MS);
    },
  );
  records.onChange(show);
  page.addEventListener("pagehide", write);
  page.addEventListener("storage", ({ key }) => records.changed(key));
  show();
}

/** The state's run as a record; null before its first epoch, or if it cannot come back. */
export function recordOf(state) {
  const { run, frame, series } = state;
  if (!run || !frame || frame.epoch < 1) return null;
  return newRecord(run.name, recipe(state), series, frame);
}

/**
 * @param {string} id
 * @param {object} from the recipe
 * @param {object} series the whole curves
 * @param {object} told epoch, update, state, stopping, test_is_open: as frames tell of the
 *   run and of its twin
 */
export function newRecord(id, from, series, told) {
  if (JSON.stringify(from).length > LONGEST) return null;
  return { id, at: Date.now(), recipe: from, series: thinned(series), results: resultsOf(series, told) };
}

/** The numbers as the server sent them; those of the last and of the best epoch are in the series. */
function resultsOf(series, { epoch, update, state, stopping, test_is_open: isOpen }) {
  const last = (name) => series[name]?.at(-1) ?? null;
  const best = stopping.best_epoch === null ? -1 : series.epoch.lastIndexOf(stopping.best_epoch);
  const atBest = (name) => series[name]?.[best] ?? null;
  return {
    epoch,
    update,
    state,
    reason: stopping.reason,
    stop_epoch: stopping.stop_epoch,
    best_epoch: stopping.best_epoch,
    best_error: stopping.best_error,
    passed_epoch: stopping.passed_epoch,
    lower_epoch: stopping.lower_epoch,
    lower_error: stopping.lower_error,
    best_train: atBest("train"),
    best_train_accuracy: atBest("train_accuracy"),
    best_validation_accuracy: atBest("validation_accuracy"),
    train: last("train"),
    validation: last("validation"),
    train_accuracy: last("train_accuracy"),
    validation_accuracy: last("validation_accuracy"),
    test: isOpen ? last("test") : null,
    test_accuracy: isOpen ? last("test_accuracy") : null,
  };
}

/** At most so many points, the lowest and highest of each stretch among them. */
export function thinned(series) {
  const full = { epoch: series.epoch };
  for (const name of COLUMNS) full[name] = series[name] ?? series.epoch.map(() => null);
  const { epoch, ...columns } = series.epoch.length <= POINTS ? full : thin(full, POINTS - 6);
  const short = { epoch: [...epoch] };
  for (const [name, values] of Object.entries(columns)) {
    const isEmpty = values.every((value) => value === null);
    short[name] = isEmpty ? null : values.map((value) => value && Number(value.toPrecision(DIGITS)));
  }
  return short;
}
