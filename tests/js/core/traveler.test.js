import assert from "node:assert/strict";
import { test } from "node:test";
import { createStore } from "../../../static/js/core/store.js";
import { createTraveler } from "../../../static/js/core/traveler.js";

/** A server whose answers come when they are released, each with its frame. */
function setUp({ state = "stopped", visit = null } = {}) {
  const store = createStore({ frame: { state, last_epoch: 36, visit } });
  const asked = [];
  const waiting = [];
  const answer = (name) => (epoch) => {
    asked.push(epoch === undefined ? name : `${name} ${epoch}`);
    return new Promise((resolve) => waiting.push({ epoch, resolve }));
  };
  const commands = {
    visit: answer("visit"),
    resume: answer("resume"),
    branch: answer("branch"),
    async pause() {
      asked.push("pause");
      store.set({ frame: { ...store.get().frame, state: "paused" } });
    },
  };
  const release = (more = {}) => {
    const { epoch, resolve } = waiting.shift();
    if (!more.given_up) store.set({ frame: { ...store.get().frame, visit: epoch === null ? null : { epoch } } });
    resolve({ ok: true, ...more });
  };
  let changes = 0;
  const traveler = createTraveler({ store, commands, changed: () => (changes += 1) });
  return { store, traveler, asked, release, changes: () => changes };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

test("what is asked for counts at once, and what was seen from then on", async () => {
  const { traveler, release, asked } = setUp();
  assert.equal(traveler.epoch(), null);
  const done = traveler.to(12);
  assert.equal(traveler.epoch(), 12);
  await turn();
  release();
  await done;
  assert.equal(traveler.epoch(), 12);
  assert.deepEqual(asked, ["visit 12"]);
});

test("of several the last one counts, whatever the others come to", async () => {
  const { traveler, release } = setUp();
  const all = [traveler.to(12), traveler.to(11)];
  await turn();
  release();
  await turn();
  assert.equal(traveler.epoch(), 11, "the slider does not go back to 12");
  await Promise.all(all);
});

test("what is training is held still before anything else", async () => {
  const { traveler, release, asked } = setUp({ state: "running" });
  const done = traveler.to(3);
  await turn();
  release();
  await done;
  assert.deepEqual(asked, ["pause", "visit 3"]);
});

test("one that was given up leaves what was looked at before", async () => {
  const { traveler, release, changes } = setUp({ visit: { epoch: 5 } });
  const done = traveler.to(3);
  await turn();
  release({ given_up: true });
  await done;
  assert.equal(traveler.epoch(), 5);
  assert.equal(changes(), 2);
});

test("the present is asked for as no epoch", async () => {
  const { traveler, release, asked } = setUp({ visit: { epoch: 5 } });
  const done = traveler.present();
  release();
  await done;
  assert.equal(traveler.epoch(), null);
  assert.deepEqual(asked, ["visit null"]);
});

test("going on and branching begin at the epoch looked at, once", async () => {
  const { traveler, release, asked } = setUp({ visit: { epoch: 5 } });
  const done = traveler.resume();
  await traveler.resume();
  await traveler.branch();
  release();
  await done;
  assert.deepEqual(asked, ["resume 5"]);
});

test("from the present there is nothing to go on from", async () => {
  const { traveler, asked } = setUp();
  await traveler.resume();
  await traveler.branch();
  assert.deepEqual(asked, []);
});
