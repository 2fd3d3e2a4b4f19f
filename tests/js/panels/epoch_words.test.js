import assert from "node:assert/strict";
import { test } from "node:test";
import { epochWords } from "../../../static/js/panels/epoch_words.js";

const words = (stopping, { state = "stopped", visit = null } = {}) => {
  return epochWords({ state, visit, stopping: { shown_epoch: 16, restored: false, lower_epoch: null, ...stopping } });
};

test("where the best weights are shown, their epoch is named, and no other", () => {
  assert.equal(words({ restored: true }), "best epoch (restored): 16");
});

test("where another epoch was lower, both are named for what they are", () => {
  assert.equal(words({ restored: true, shown_epoch: 14, lower_epoch: 16 }), "restored: 14 · lowest: 16");
});

test("else the errors are those of the epoch that stands above", () => {
  for (const state of ["ready", "running", "paused", "stopped"]) assert.equal(words({}, { state }), "errors of this epoch");
  assert.equal(words({}, { visit: { epoch: 16, update: 96 } }), "errors of this epoch");
  assert.equal(words({}, { state: "diverged" }), "last epoch with numbers");
});
