import assert from "node:assert/strict";
import { test } from "node:test";

import { initialState } from "../../../static/js/core/state.js";
import { createStore } from "../../../static/js/core/store.js";
import { createSync } from "../../../static/js/core/sync.js";

const floats = (n) => new Float32Array(n).buffer;
const series = (...epoch) => ({ epoch, train: epoch.map(() => 1) });

function run(generation, parts = {}) {
  return {
    id: "r",
    generation,
    settings: { noise: generation },
    defaults: {},
    changes: [],
    undo: false,
    speed: 30,
    network: { sizes: [1, 1] },
    data: {},
    input_maps: null,
    series: series(0),
    ...parts,
  };
}

function frame(generation, seq, epochs) {
  const state = { weights: floats(2), gradient: floats(2), change: floats(2), deltas: floats(1) };
  return { run: "r", generation, seq, ...state, maps: null, output: null, series: series(...epochs) };
}

function setUp() {
  const store = createStore(initialState({ catalogue: [] }, "light"));
  const dropped = [];
  return { store, dropped, sync: createSync({ store, confirm: (seq) => dropped.push(seq) }) };
}

test("the first run is shown at once, frames add to its curve", () => {
  const { store, sync } = setUp();
  sync.run(run(1));
  assert.equal(store.get().run.generation, 1);
  sync.frame(frame(1, 1, [0, 1]));
  sync.frame(frame(1, 2, [1, 2]));
  assert.deepEqual(store.get().series.epoch, [0, 1, 2]);
  assert.equal(store.get().frame.seq, 2);
});

test("a new network appears together with its first frame and a new curve", () => {
  const { store, sync } = setUp();
  sync.run(run(1));
  sync.frame(frame(1, 1, [0, 1, 2]));
  sync.run(run(2));
  assert.equal(store.get().run.generation, 1);
  sync.frame(frame(2, 2, [0]));
  assert.equal(store.get().run.generation, 2);
  assert.equal(store.get().settings.noise, 2);
  assert.deepEqual(store.get().series.epoch, [0]);
});

test("a frame of an earlier network is not shown but confirmed", () => {
  const { store, sync, dropped } = setUp();
  sync.run(run(2));
  sync.frame(frame(1, 7, [0]));
  assert.equal(store.get().frame, null);
  assert.deepEqual(dropped, [7]);
});

test("changes are told from the first new one on", () => {
  const { store, sync } = setUp();
  sync.run(run(1, { changes: [{ update: 1 }, { update: 5 }] }));
  const rest = { settings: {}, defaults: {}, undo: false };
  sync.settings({ ...rest, changes_from: 1, changes: [{ update: 5, more: 1 }, { update: 9 }] });
  assert.deepEqual(store.get().changes, [{ update: 1 }, { update: 5, more: 1 }, { update: 9 }]);
});

test("changed points come with the changes, and the network stays the same", () => {
  const { store, sync } = setUp();
  sync.run(run(1));
  const before = store.get().run;
  const data = { x1: new Float32Array([1, 2]).buffer, set: Uint8Array.of(0, 3).buffer };
  const rest = { settings: {}, defaults: {}, undo: false, changes_from: 0, changes: [] };
  sync.settings({ ...rest, data });
  const after = store.get().run;
  assert.equal(after.network, before.network);
  assert.deepEqual([...after.data.set], [0, 3]);
  sync.run(run(2));
  sync.settings({ ...rest, data });
  sync.frame({ ...frame(1, 1, [0]), generation: 2 });
  assert.deepEqual([...store.get().run.data.set], [0, 3], "of a run that was still arriving");
});

test("the example looked at goes with its network, and stays when that only went back", () => {
  const { store, sync } = setUp();
  const settings = { noise: 0, learning_rate: 0.3 };
  const changes = [{ update: 9, set: { learning_rate: 0.1 }, before: { learning_rate: 0.3 } }];
  sync.run(run(1, { settings: { ...settings, learning_rate: 0.1 }, changes }));
  store.set({ view: { ...store.get().view, example: 3, below: "chain" } });
  const rest = frame(1, 1, [0]);
  sync.run(run(2, { settings }));
  sync.frame({ ...rest, generation: 2 });
  assert.equal(store.get().view.example, 3);
  store.set({ settings: { ...settings, noise: 1 } }); // the server's answer is there first
  sync.run(run(3, { settings: { ...settings, noise: 1 } }));
  sync.frame({ ...rest, generation: 3 });
  assert.equal(store.get().view.example, null);
  assert.equal(store.get().view.below, "chain");
});
