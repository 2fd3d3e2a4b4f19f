import assert from "node:assert/strict";
import { test } from "node:test";
import { bandPath, linePath, stepsPath, uprightPath } from "../../../static/js/signals/shapes.js";
import { weightRows } from "../../../static/js/signals/weight_words.js";

const ENDS = { last: 10, most: 2 };

test("a histogram rises in steps from the floor to the highest bar", () => {
  assert.equal(stepsPath([0, 4, 2, 0], 4), "M0 100V100H25V0H50V50H75V100H100V100Z");
});

test("without a weight the histogram lies on the floor", () => {
  assert.equal(stepsPath([0, 0], 0), "M0 100V100H50V100H100V100Z");
});

test("a line goes from epoch to epoch, higher for larger values", () => {
  assert.equal(linePath([0, 5, 10], [0, 1, 2], ENDS), "M0 100L50 50L100 0");
});

test("the band goes along the upper values and back along the lower ones", () => {
  assert.equal(bandPath([0, 10], [0, 1], [1, 2], ENDS), "M0 50L100 0L100 50L0 100Z");
});

test("one epoch is neither a line nor a band", () => {
  assert.deepEqual([linePath([0], [1], ENDS), bandPath([0], [1], [2], ENDS)], ["", ""]);
});

const NORMS = {
  count: 88,
  zeros: 3,
  l1_norm: 36.7,
  l2_squared: 21,
  penalty: 0.0315,
  error: 0.462,
  error_epoch: 16,
  batch: null,
  series: { epoch: [0, 36], low: [0, 0.08], median: [0, 0.42], high: [0, 0.97] },
};
const rows = (norms, settings) => Object.fromEntries(weightRows({ ...NORMS, ...norms }, { l1: 0, l2: 0, dropout: 0, ...settings }));

test("the penalty is named by what it is made of", () => {
  assert.equal(rows({}, { l2: 0.003 })["penalty ½ λ₂ Σw²"], "0.0315");
  assert.equal(rows({}, { l1: 0.1 })["penalty λ₁ Σ|w|"], "0.0315");
  assert.equal(rows({}, { l1: 0.1, l2: 0.1 })["penalty λ₁ Σ|w| + ½ λ₂ Σw²"], "0.0315");
  assert.equal(rows()["penalty of L1 and L2"], "none");
});

test("zeros are counted, quantiles are those of the epoch shown", () => {
  assert.equal(rows()["exactly 0"], "3 of 88 weights");
  const series = { epoch: [0, 16, 36], low: [0, 0.08, 7], median: [0, 0.42, 8], high: [0, 0.97, 9] };
  assert.equal(rows({ series })["|w| at 10, 50, 90 %, epoch 16"], "0.0800, 0.420, 0.970");
  assert.equal(rows({ series, error_epoch: 20 })["|w| at 10, 50, 90 %, epoch 16"], "0.0800, 0.420, 0.970");
  assert.equal(rows({ series, error_epoch: 99 })["|w| at 10, 50, 90 %, epoch 36"], "7.00, 8.00, 9.00");
});

test("a line stands at an earlier epoch that is shown", () => {
  assert.equal(uprightPath(5, 20), "M25 0V100");
  assert.equal(uprightPath(20, 20), "");
  assert.equal(uprightPath(0, 0), "");
});

test("the errors with and without dropout are told apart", () => {
  assert.equal(rows()["training error without dropout, epoch 16"], "0.462");
  const batch = { update: 66, examples: 10, error: 0.748 };
  assert.equal(rows({ batch }, { dropout: 0.2 })["error with dropout: 10 examples of update 66"], "0.748");
  assert.equal(rows({}, { dropout: 0.2 })["error with dropout: no update yet"], "–");
  assert.equal(rows()["error with dropout: dropout is off"], "–");
});
