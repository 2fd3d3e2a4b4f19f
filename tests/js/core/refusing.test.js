import assert from "node:assert/strict";
import { test } from "node:test";
import { keptWords, visitWords } from "../../../static/js/core/refusing.js";

test("while an earlier epoch is looked at, there is a word for it", () => {
  assert.equal(visitWords({ frame: { visit: { epoch: 0 } } }), "Looking at epoch 0: go on, branch or go back first");
  for (const frame of [null, {}, { visit: null }]) assert.equal(visitWords({ frame }), "");
});

test("as many training points stay as a batch takes, and one to watch", () => {
  const words = (set, row, settings) => keptWords({ run: { data: { set: Uint8Array.from(set) } }, settings }, row);
  const settings = { batch_size: 2, early_stopping: true };
  assert.equal(words([0, 0, 0, 1, 1], 0, settings), "");
  assert.equal(words([0, 0, 3, 1, 1], 0, settings), "The last 2 training points stay: one batch takes as many");
  assert.equal(words([0, 3, 1], 0, { ...settings, batch_size: 1 }), "The last training point stays");
  assert.equal(words([0, 3, 1], 0, { ...settings, batch_size: 0 }), "The last training point stays");
  assert.match(words([0, 1, 2], 1, settings), /early stopping watches it/);
  assert.equal(words([0, 1, 1], 1, settings), "");
  assert.equal(words([0, 1, 2], 1, { ...settings, early_stopping: false }), "");
  assert.equal(words([0, 1, 2], 2, settings), "");
});
