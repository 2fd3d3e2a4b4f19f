import assert from "node:assert/strict";
import { test } from "node:test";
import { createExamining } from "../../../static/js/core/examining.js";
import { createStore } from "../../../static/js/core/store.js";

const DATA = { set: Uint8Array.of(0, 0, 3) };

function setUp() {
  const frame = { generation: 1, update: 5, stopping: { restored: false } };
  const view = { below: "point", point: null };
  const store = createStore({ connection: "connected", run: { data: DATA }, frame, view, exam: null });
  const asked = [];
  const timers = [];
  let time = 0;
  const examine = (point, units) => new Promise((resolve) => asked.push({ point, units, resolve }));
  const clock = { now: () => time, later: (run, ms) => timers.push({ run, ms }) };
  const examining = createExamining({ store, commands: { examine } }, clock);
  const fire = () => timers.splice(0).map(({ run, ms }) => (run(), ms));
  const answer = async (given = {}) => {
    time += 10;
    asked.at(-1).resolve({ ok: true, point: asked.at(-1).point, ...given });
    await new Promise(setImmediate);
  };
  const update = (number) => store.set({ frame: { ...store.get().frame, update: number } });
  return { store, asked, timers, examining, fire, answer, update };
}

test("a point that is chosen is asked for at once, with its units", async () => {
  const { store, asked, examining, fire, answer } = setUp();
  examining.choose(1);
  assert.deepEqual(fire(), [0]);
  assert.deepEqual([asked[0].point, asked[0].units], [1, true]);
  await answer({ error: 0.5 });
  assert.equal(store.get().exam.error, 0.5);
  assert.deepEqual(fire(), [], "nothing has changed since");
});

test("while it trains it is asked again, but not too often", async () => {
  const { asked, examining, fire, answer, update } = setUp();
  examining.choose(1);
  fire();
  update(6);
  assert.equal(asked.length, 1, "one question at a time");
  await answer();
  assert.deepEqual(fire(), [500]);
  assert.equal(asked.length, 2);
});

test("an earlier epoch has other weights", async () => {
  const { store, asked, examining, fire, answer } = setUp();
  examining.choose(1);
  fire();
  await answer();
  store.set({ frame: { ...store.get().frame, visit: { epoch: 3, update: 4 } } });
  fire();
  assert.equal(asked.length, 2);
});

for (const [what, part] of [
  ["a typed weight", { edits: 1 }],
  ["an opened test set", { test_is_open: true }],
]) {
  test(`${what} makes the answer another`, async () => {
    const { store, asked, examining, fire, answer } = setUp();
    examining.choose(1);
    fire();
    await answer();
    store.set({ frame: { ...store.get().frame, ...part } });
    fire();
    assert.equal(asked.length, 2);
  });
}

test("another point does not wait for the pause", async () => {
  const { asked, examining, fire, answer } = setUp();
  examining.choose(1);
  fire();
  await answer();
  examining.choose(0);
  assert.deepEqual(fire(), [0]);
  assert.equal(asked[1].point, 0);
});

test("where nobody looks, or the point is gone, nothing is asked", () => {
  const { store, asked, examining, fire } = setUp();
  examining.choose(2);
  fire();
  examining.choose(1);
  store.set({ view: { ...store.get().view, below: null } });
  fire();
  assert.deepEqual(asked, []);
});

test("a busy server is asked again; a refusal leaves nothing to show", async () => {
  const { store, asked, examining, fire, answer } = setUp();
  examining.choose(1);
  fire();
  await answer({ ok: false, error: { code: "busy" } });
  examining.choose(0);
  assert.deepEqual(fire(), [500], "not at once, though it is another point");
  assert.equal(asked.length, 2);
  await answer({ ok: false, error: { code: "range" } });
  assert.equal(store.get().exam, null);
  assert.deepEqual(fire(), []);
});
