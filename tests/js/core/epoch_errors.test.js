import assert from "node:assert/strict";
import { test } from "node:test";
import { createEpochErrors } from "../../../static/js/core/epoch_errors.js";

function started(more = {}) {
  const state = { connection: "connected", run: { id: "a", name: "n", generation: 1 }, frame: { edits: 0, test_is_open: false, ghost: null, twin_id: null, ...more } };
  const asked = [];
  let time = 0;
  let told = 0;
  const commands = { errors: (epoch) => new Promise((answer) => asked.push({ epoch, answer })) };
  const errors = createEpochErrors({ store: { get: () => state }, commands, changed: () => (told += 1), now: () => time });
  return { state, asked, errors, told: () => told, pass: (ms) => (time += ms) };
}

const ROW = { ok: true, run: { train: 0.5, test: null }, ghost: null, twin: null };

test("an epoch is asked for once, and known from then on", async () => {
  const { asked, errors, told } = started();
  assert.equal(errors.at(7), null);
  assert.equal(errors.at(7), null);
  assert.deepEqual(asked.map(({ epoch }) => epoch), [7]);
  await asked[0].answer(ROW);
  await Promise.resolve();
  assert.equal(told(), 1);
  assert.equal(errors.at(7).run.train, 0.5);
  assert.equal(asked.length, 1);
});

test("while one answer is on its way only the newest epoch waits", async () => {
  const { asked, errors } = started();
  for (const epoch of [1, 2, 3, 4]) errors.at(epoch);
  await asked[0].answer(ROW);
  await Promise.resolve();
  assert.deepEqual(asked.map(({ epoch }) => epoch), [1, 4]);
});

test("what belongs to another run is forgotten, also where it comes late", async () => {
  const { state, asked, errors } = started();
  errors.at(7);
  state.frame = { ...state.frame, edits: 1 };
  await asked[0].answer(ROW);
  await Promise.resolve();
  assert.equal(errors.at(7), null);
});

test("a refusal is not asked for again and again, and offline nobody is asked", async () => {
  const { state, asked, errors, told } = started();
  errors.at(7);
  await asked[0].answer({ ok: false });
  await Promise.resolve();
  assert.deepEqual([asked.length, told()], [1, 0]);
  state.connection = "lost";
  errors.at(8);
  assert.equal(asked.length, 1);
});

test("a test set that is being measured is asked for once more after a while", async () => {
  const { asked, errors, pass } = started({ test_is_open: true });
  errors.at(7);
  await asked[0].answer(ROW);
  await Promise.resolve();
  errors.at(7);
  assert.equal(asked.length, 1);
  pass(1500);
  assert.equal(errors.at(7).run.train, 0.5);
  assert.equal(asked.length, 2);
});
