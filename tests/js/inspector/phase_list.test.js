import assert from "node:assert/strict";
import { test } from "node:test";
import { phasesOf, stepAt } from "../../../static/js/inspector/phase_list.js";

test("four phases: forward through the layers, error, backward through them, update", () => {
  assert.deepEqual(phasesOf(3), [
    { name: "Forward", steps: [1, 2, 3] },
    { name: "Error", steps: [null] },
    { name: "Backward", steps: [3, 2, 1] },
    { name: "Update", steps: [null] },
  ]);
});

test("there is a step for each position of a walk; the update is the one between two", () => {
  const count = phasesOf(3).flatMap(({ steps }) => steps).length;
  assert.equal(count, 8);
  assert.equal(stepAt({ position: 0, phase: "rest", positions: count }), -1);
  assert.equal(stepAt({ position: 1, phase: "forward", positions: count }), 0);
  assert.equal(stepAt({ position: 7, phase: "backward", positions: count }), 6);
  assert.equal(stepAt({ position: 0, phase: "update", positions: count }), count - 1);
});
