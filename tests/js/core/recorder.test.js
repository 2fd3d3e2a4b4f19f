import assert from "node:assert/strict";
import { test } from "node:test";
import { keepRecords, newRecord, recordOf, thinned } from "../../../static/js/core/recorder.js";
import { createRecords } from "../../../static/js/core/records.js";
import { createStore } from "../../../static/js/core/store.js";

const NONE = { reason: null, stop_epoch: null, best_epoch: 1, best_error: 0.5 };

const runs = {};

function stateAt(epoch, { name = "first", state = "running", more = {} } = {}) {
  const epochs = Array.from({ length: epoch + 1 }, (_, i) => i);
  const errors = epochs.map((i) => 1 / (i + 1));
  const series = { epoch: epochs, train: errors, validation: errors, test: epochs.map(() => 0.9) };
  const frame = { epoch, update: 6 * epoch, state, stopping: NONE, test_is_open: false };
  return { run: (runs[name] ??= { name }), frame: { ...frame, ...more }, series, settings: { l2: 0 }, changes: [], records: [], kept: [] };
}

function page() {
  const listeners = {};
  return { listeners, addEventListener: (name, run) => (listeners[name] = run) };
}

function started() {
  const records = createRecords(() => {
    throw new Error("blocked");
  });
  const timers = [];
  const store = createStore({ ...stateAt(0), frame: null });
  const window = page();
  keepRecords(store, records, window, (run) => timers.push(run));
  return { records, timers, store, window };
}

test("a run is noted from its first epoch on, now and then while it trains", () => {
  const { records, timers, store } = started();
  store.set(stateAt(0));
  timers.pop()();
  assert.equal(records.all().length, 0);
  store.set(stateAt(1));
  store.set(stateAt(2));
  assert.equal(timers.length, 1);
  timers.pop()();
  assert.equal(records.all()[0].results.epoch, 2);
  assert.equal(store.get().records.length, 1);
});

test("at once when it stops, before another takes its place, and when the page is left", () => {
  const { records, store, window } = started();
  store.set(stateAt(3));
  store.set(stateAt(4, { state: "stopped" }));
  assert.equal(records.all()[0].results.epoch, 4);
  store.set(stateAt(5));
  store.set(stateAt(0, { name: "second" }));
  assert.equal(records.all()[0].results.epoch, 5);
  store.set({ ...stateAt(9, { name: "second" }), settings: { l2: 1 } });
  window.listeners.pagehide();
  assert.deepEqual(records.all().map(({ id }) => id).sort(), ["first", "second"]);
});

test("the list of kept runs is another one only where it has changed", () => {
  const { records, store } = started();
  const at = (epoch, how) => {
    const { records: all, kept: some, ...rest } = stateAt(epoch, how);
    store.set(rest);
  };
  at(2);
  records.keep(recordOf(store.get()), "mine");
  const { kept, records: all } = store.get();
  assert.equal(kept.length, 1);
  at(5, { state: "paused" });
  assert.equal(store.get().kept, kept);
  assert.notEqual(store.get().records, all);
});

test("results are the numbers that were sent; the test error only once it was opened", () => {
  const sealed = recordOf(stateAt(3)).results;
  assert.deepEqual([sealed.train, sealed.best_error, sealed.test], [0.25, 0.5, null]);
  const open = recordOf(stateAt(3, { more: { test_is_open: true } })).results;
  assert.equal(open.test, 0.9);
});

test("curves keep their lowest and highest points", () => {
  const epochs = Array.from({ length: 5000 }, (_, i) => i);
  const values = epochs.map((i) => 1 + Math.sin(i * i));
  values[1234] = -0.123456789;
  values[4321] = 77;
  const short = thinned({ epoch: epochs, train: values, validation: null });
  assert.ok(short.epoch.length <= 1202);
  assert.equal(Math.min(...short.train), -0.1234568);
  assert.equal(Math.max(...short.train), 77);
  assert.equal(short.validation, null);
  assert.equal(short.epoch.at(-1), 4999);
});

test("a run of 600 epochs is kept whole, a longer one at the same epochs as others", () => {
  const series = (count) => {
    const epoch = Array.from({ length: count + 1 }, (_, i) => i);
    return { epoch, train: epoch.map((i) => 1 / (i + 1)), validation: null };
  };
  assert.deepEqual(thinned(series(600)).epoch, series(600).epoch);
  const [one, other] = [20_000, 17_777].map((count) => new Set(thinned(series(count)).epoch));
  for (let epoch = 0; epoch <= 17_777; epoch += 32) assert.ok(one.has(epoch) && other.has(epoch), epoch);
});

test("a recipe that would not fit into a message is no record", () => {
  const { series, frame } = stateAt(3);
  const changes = Array.from({ length: 2000 }, (_, i) => ({ update: i + 1, set: { learning_rate: 0.123456 } }));
  assert.equal(newRecord("x", { settings: {}, changes, update: 9 }, series, frame), null);
});

test("errors and accuracies of the best epoch are those that were sent of it", () => {
  const state = stateAt(3);
  state.series.train_accuracy = [0.5, 0.6, 0.7, 0.8];
  const { best_train: train, best_train_accuracy: share, best_validation_accuracy: none } = recordOf(state).results;
  assert.deepEqual([train, share, none], [0.5, 0.6, null]);
  for (const best of [null, 77]) {
    const unknown = stateAt(3, { more: { stopping: { ...NONE, best_epoch: best } } });
    assert.equal(recordOf(unknown).results.best_train, null);
  }
});
