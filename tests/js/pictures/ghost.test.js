import assert from "node:assert/strict";
import { test } from "node:test";
import { ghostOf, hasStoppedEarly, horizonOf } from "../../../static/js/pictures/ghost.js";

const state = ({ view = {}, ghost = { start: 216, edits: 2 }, ...frame } = {}) => ({
  view: { ghost: true, horizon: null, ...view },
  settings: { max_epochs: 600 },
  frame: { state: "stopped", update: 216, edits: 2, epoch: 36, stopping: { reason: "early_stopping" }, ghost, ...frame },
});

test("a ghost is shown only while the run stands where it began", () => {
  assert.deepEqual(ghostOf(state()), { start: 216, edits: 2 });
  assert.equal(ghostOf(state({ update: 217 })), null);
  assert.equal(ghostOf(state({ edits: 3 })), null);
  assert.equal(ghostOf(state({ state: "running" })), null);
  assert.equal(ghostOf(state({ view: { ghost: false } })), null);
  assert.equal(ghostOf(state({ ghost: null })), null);
});

test("only an early stop is asked about", () => {
  assert.ok(hasStoppedEarly(state()));
  assert.ok(hasStoppedEarly(state({ stopping: { reason: "successive_rises" } })));
  assert.ok(!hasStoppedEarly(state({ stopping: { reason: "max_epochs" } })));
  assert.ok(!hasStoppedEarly(state({ state: "paused" })));
});

test("the horizon is where training would end, or what was chosen, after the stop", () => {
  assert.equal(horizonOf(state()), 600);
  assert.equal(horizonOf(state({ view: { horizon: 90 } })), 90);
  assert.equal(horizonOf(state({ view: { horizon: 36 } })), null);
});
