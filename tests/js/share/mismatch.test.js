import assert from "node:assert/strict";
import { test } from "node:test";

import { mismatchWords } from "../../../static/js/share/mismatch.js";

const SERIES = { epoch: [0, 1, 2], train: [0.7, 0.5, 0.25], validation: [0.8, 0.6, 0.4] };
const state = { series: SERIES, frame: { last_epoch: 2 } };
const RECORDED = { epoch: 2, train: 0.25, validation: 0.4, versions: {} };

test("the same errors need no word", () => {
  assert.equal(mismatchWords(RECORDED, state), "");
  assert.equal(mismatchWords({ ...RECORDED, validation: null }, { ...state, series: { ...SERIES, validation: null } }), "");
});

test("other errors are told to the last digit, with what the file was made with", () => {
  const other = { ...RECORDED, validation: 0.40000000000000002 + 1e-15, versions: { numpy: "1.26.4", backprop_playground: "0.0.9" } };
  const words = mismatchWords(other, state);
  assert.match(words, /At epoch 2: validation error 0\.400000000000001, computed again 0\.4\./);
  assert.match(words, /It was made with Backprop Playground 0\.0\.9, NumPy 1\.26\.4\.$/);
  assert.doesNotMatch(words, /training error/);
});

test("an end that was not reached is told", () => {
  assert.match(mismatchWords({ ...RECORDED, epoch: 9 }, state), /went on to epoch 9; computed again here it ended at epoch 2\./);
});
