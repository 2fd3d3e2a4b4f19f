import assert from "node:assert/strict";
import { test } from "node:test";
import { keptWords, visitWords } from "../../../static/js/core/refusing.js";

test("while an earlier epoch is looked at, there is a word for it", () => {
  assert.equal(visitWords({ frame: { visit: { epoch: 0 } } }), "Looking at epoch 0: continue from here, try another path or return to latest first");
  for (const frame of [null, {}, { visit: null }]) assert.equal(visitWords({ frame }), "");
});

test("one training point stays; the rest can go, those that are watched, too", () => {
  const words = (set, row) => keptWords({ run: { data: { set: Uint8Array.from(set) } } }, row);
  assert.equal(words([0, 0, 3, 1], 0), "");
  assert.equal(words([0, 3, 1], 0), "The last training point stays");
  assert.equal(words([0, 1, 2], 1), "");
  assert.equal(words([0, 1, 2], 2), "");
});
