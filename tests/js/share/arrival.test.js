import assert from "node:assert/strict";
import { test } from "node:test";

import { createStore } from "../../../static/js/core/store.js";
import { arrive } from "../../../static/js/share/arrival.js";

const RUN = { name: "a", network: { sizes: [2, 3, 1] }, data: { set: [0, 0, 1] } };
const FRAME = { state: "running", update: 3, last_epoch: 1 };

function page() {
  const asked = [];
  const errors = [];
  const store = createStore({ run: null, frame: null, connection: "connecting", speed: 20, view: { pinned: null, focus: null }, series: { epoch: [] } });
  const commands = {
    speed: (speed) => asked.push(["speed", speed]),
    visit: async (epoch) => asked.push(["visit", epoch]),
  };
  return { store, commands, report: (error) => errors.push(error), asked, errors };
}

const later = { epoch: 4, speed: null, focus: { kind: "edge", layer: 1, from: 1, to: 2 }, point: 2, example: 1 };
const settled = () => new Promise((resolve) => setImmediate(resolve));

test("what needs the run waits until it was computed again", async () => {
  const ctx = page();
  const done = arrive(ctx, { later, isNew: () => true });
  ctx.store.set({ run: RUN, frame: FRAME, connection: "connected" });
  await settled();
  assert.deepEqual(ctx.asked, [["speed", null]]);
  assert.equal(ctx.store.get().view.pinned, null);
  ctx.store.set({ frame: { ...FRAME, state: "paused", update: 40, last_epoch: 6 } });
  await done;
  assert.deepEqual(ctx.asked.at(-1), ["visit", 4]);
  const { view } = ctx.store.get();
  assert.deepEqual(view, { pinned: later.focus, focus: later.focus, point: 2, example: 1 });
});

test("whoever has begun another run by then is left alone", async () => {
  const ctx = page();
  const done = arrive(ctx, { later, isNew: () => true });
  ctx.store.set({ run: RUN, frame: FRAME, connection: "connected" });
  await settled();
  ctx.store.set({ run: { ...RUN, name: "b" }, frame: { ...FRAME, state: "ready" } });
  await done;
  assert.deepEqual(ctx.asked, [["speed", null]]);
  assert.equal(ctx.store.get().view.pinned, null);
});

test("an epoch, a unit and a point that are not there are left out, and named", async () => {
  const ctx = page();
  ctx.store.set({ run: RUN, frame: { ...FRAME, state: "paused" }, connection: "connected" });
  const none = { epoch: 4, focus: { kind: "unit", layer: 1, unit: 3 }, point: 3 };
  await arrive(ctx, { later: none, isNew: () => true });
  assert.deepEqual(ctx.asked, []);
  assert.deepEqual(ctx.store.get().view, { pinned: null, focus: null });
  const said = "Left out of the view: epoch=4, the run has come to epoch 1; point=3, the 3 points are numbered from 0 to 2; focus, the network has no such part.";
  assert.deepEqual(ctx.errors.map(({ message }) => message), [said]);
});

test("a link without a view says nothing", async () => {
  const ctx = page();
  ctx.store.set({ run: RUN, frame: { ...FRAME, state: "paused" }, connection: "connected" });
  await arrive(ctx, { later: {}, isNew: () => true });
  assert.deepEqual(ctx.errors, []);
});

test("a record is compared where the run has come to its end", async () => {
  const recorded = { epoch: 1, train: 0.5, validation: null, versions: {} };
  const ended = { ...FRAME, state: "stopped" };
  for (const [series, frame, errors] of [
    [{ epoch: [0, 1], train: [0.7, 0.5], validation: null }, ended, 0],
    [{ epoch: [0, 1], train: [0.7, 0.4], validation: null }, ended, 1],
    [{ epoch: [0], train: [0.7], validation: null }, { ...FRAME, state: "paused", update: 2 }, 0],
  ]) {
    const ctx = page();
    ctx.store.set({ run: RUN, frame, series, connection: "connected" });
    await arrive(ctx, { later: {}, isNew: () => true, recorded, update: 6 });
    assert.equal(ctx.errors.length, errors);
  }
});
