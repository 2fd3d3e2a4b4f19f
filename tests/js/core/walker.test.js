import assert from "node:assert/strict";
import { test } from "node:test";
import { createStore } from "../../../static/js/core/store.js";
import { createWalker } from "../../../static/js/core/walker.js";

const POSITIONS = 4;

/** A server that walks at once. */
function setUp({ update = 0, position = 0, state = "paused" } = {}) {
  const frame = { state, update, walk: { position } };
  const store = createStore({ connection: "connected", frame });
  const jobs = [];
  const walked = [];
  const commands = {
    async pause() {
      walked.push("pause");
      store.set({ frame: { ...store.get().frame, state: "paused" } });
    },
    async pick(point) {
      walked.push(`pick ${point}`);
    },
    async walk(by) {
      walked.push(by);
      const { frame: now } = store.get();
      const at = now.walk.position + by;
      const made = at === POSITIONS ? 1 : at < 0 ? -1 : 0;
      const next = (at + POSITIONS) % POSITIONS;
      store.set({ frame: { ...now, update: now.update + made, walk: { position: next } } });
      return { ok: true };
    },
  };
  const walker = createWalker({ store, commands, later: (run) => jobs.push(run) });
  const place = () => [store.get().frame.update, store.get().frame.walk.position];
  return { store, walker, walked, jobs, place };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

test("a phase on and back", async () => {
  const { walker, place } = setUp();
  assert.ok(await walker.go(1));
  assert.deepEqual(place(), [0, 1]);
  assert.ok(await walker.go(-1));
  assert.deepEqual(place(), [0, 0]);
  assert.ok(!(await walker.go(-1)), "nothing lies before the first update");
});

test("phases pressed in quick succession are all gone", async () => {
  const { walker, place } = setUp();
  await Promise.all([walker.go(1), walker.go(1), walker.go(1)]);
  assert.deepEqual(place(), [0, 3]);
});

test("a running training is held still first", async () => {
  const { walker, walked } = setUp({ state: "running", update: 3 });
  await walker.go(1);
  assert.deepEqual(walked, ["pause", 1]);
});

test("skip goes on to the update, replay back to its first phase and on again", async () => {
  const { walker, jobs, place } = setUp({ position: 1 });
  await walker.skip();
  assert.deepEqual(place(), [1, 0]);
  await walker.replay();
  assert.deepEqual(place(), [0, 1]);
  assert.ok(walker.isPlaying());
  jobs.shift()();
  await turn();
  assert.deepEqual(place(), [0, 2], "and through it once more");
});

test("slow motion goes on at its pace until it is paused, or by hand", async () => {
  const { walker, jobs, place } = setUp();
  walker.toggle();
  await turn();
  assert.deepEqual(place(), [0, 1]);
  jobs.shift()();
  await turn();
  assert.deepEqual(place(), [0, 2]);
  assert.ok(walker.isPlaying());
  walker.toggle();
  jobs.shift()();
  await turn();
  assert.deepEqual(place(), [0, 2]);
  walker.toggle();
  await turn();
  await walker.go(-1);
  assert.ok(!walker.isPlaying());
});

test("what has stopped can only be walked back", () => {
  const { walker } = setUp({ state: "stopped", update: 9 });
  assert.ok(!walker.isPossible(1));
  assert.ok(walker.isPossible(-1));
});

test("slow motion that is stopped and begun again has one clock only", async () => {
  const { walker, jobs, place } = setUp();
  walker.toggle();
  await turn();
  walker.toggle();
  walker.toggle();
  await turn();
  assert.deepEqual(place(), [0, 2]);
  jobs.shift()(); // the first motion's timer: it has ended
  await turn();
  assert.deepEqual(place(), [0, 2]);
  assert.ok(walker.isPlaying());
});

test("an example is picked in a run that holds still", async () => {
  const { walker, walked } = setUp({ state: "running", update: 3 });
  walker.toggle();
  await walker.pick(7);
  assert.deepEqual(walked.slice(-1), ["pick 7"]);
  assert.ok(walked.includes("pause"));
  assert.ok(!walker.isPlaying());
});

test("a step of the row is gone to, on or back", async () => {
  const { walker, place } = setUp({ update: 1 });
  assert.ok(await walker.to(3));
  assert.deepEqual(place(), [1, 3]);
  assert.ok(await walker.to(1));
  assert.deepEqual(place(), [1, 1]);
  assert.ok(await walker.to(0));
  assert.deepEqual(place(), [2, 0], "the last step is the update itself");
});

test("slow motion ends where somebody else moves the run on", async () => {
  for (const frame of [{ state: "running" }, { update: 9 }]) {
    const { store, walker, jobs, walked } = setUp();
    walker.toggle();
    await turn();
    store.set({ frame: { ...store.get().frame, ...frame } });
    jobs.shift()();
    await turn();
    assert.ok(!walker.isPlaying());
    assert.deepEqual(walked, [1]);
  }
});

test("of an earlier epoch the one update after it is walked through", () => {
  const { store, walker } = setUp({ update: 9, state: "stopped" });
  const at = (position) => {
    const walk = { position, positions: POSITIONS };
    store.set({ frame: { ...store.get().frame, walk, visit: { epoch: 1, update: 3 } } });
    return [walker.isPossible(-1), walker.isPossible(1)];
  };
  assert.deepEqual(at(0), [false, true]);
  assert.deepEqual(at(2), [true, true]);
  assert.deepEqual(at(POSITIONS - 1), [true, false]);
});
