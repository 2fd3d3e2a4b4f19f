import assert from "node:assert/strict";
import { test } from "node:test";
import { createAttempt } from "../../../static/js/compare/attempt.js";

const settings = { validation_share: 30, learning_rate: 0.3, hidden_layers: [8, 8] };
const state = { settings, changes: [] };
const bad = { name: "validation_share", value: 70 };
const refusal = (code) => ({ ok: false, error: { code, message: "at most 100 % together" } });

test("a refused value keeps its error and cannot be tried again, another one can", () => {
  const attempt = createAttempt();
  assert.equal(attempt.obstacleOf(bad, state), null);
  attempt.take({ ...bad, settings }, refusal("combination"));
  assert.equal(attempt.errorOf(bad, state), "at most 100 % together");
  assert.equal(attempt.obstacleOf(bad, state), "at most 100 % together");
  for (const other of [{ ...bad, value: 40 }, { name: "learning_rate", value: 70 }]) {
    assert.equal(attempt.errorOf(other, state), null);
    assert.equal(attempt.obstacleOf(other, state), null);
  }
});

test("with other settings of the run the same value may go", () => {
  const attempt = createAttempt();
  attempt.take({ ...bad, settings }, refusal("combination"));
  const later = { ...state, settings: { ...settings, learning_rate: 1 } };
  assert.equal(attempt.errorOf(bad, later), null);
  assert.equal(attempt.obstacleOf(bad, later), null);
});

test("what may pass is told, and can be tried again", () => {
  const attempt = createAttempt();
  attempt.take({ ...bad, settings }, refusal("busy"));
  assert.equal(attempt.errorOf(bad, state), "at most 100 % together");
  assert.equal(attempt.obstacleOf(bad, state), null);
  attempt.take({ ...bad, settings }, { ok: true });
  assert.equal(attempt.errorOf(bad, state), null);
});

test("the run's own value is no twin's, unless the run has had another", () => {
  const attempt = createAttempt();
  const own = { name: "hidden_layers", value: [8, 8] };
  assert.match(attempt.obstacleOf(own, state), /another value/);
  assert.match(attempt.obstacleOf({ name: "learning_rate", value: undefined }, state), /another value/);
  const changed = { settings, changes: [{ update: 3, set: { learning_rate: 0.3 } }] };
  assert.equal(attempt.obstacleOf({ name: "learning_rate", value: 0.3 }, changed), null);
});
