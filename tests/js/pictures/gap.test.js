import assert from "node:assert/strict";
import { test } from "node:test";
import { gapAreas, gapCurves, gapTrace } from "../../../static/js/pictures/gap.js";
import { gapWords } from "../../../static/js/pictures/gap_words.js";

const ERROR = { log: false, metric: "error" };

function areas(train, validation, axis = ERROR) {
  return gapAreas(train.map((_, i) => i), { train, validation }, axis);
}

test("the area lies between the curves", () => {
  const [area, ...others] = areas([1, 2, 3], [2, 4, 5]);
  assert.deepEqual(area, [[0, 1], [1, 2], [2, 3], [2, 5], [1, 4], [0, 2]]);
  assert.equal(others.length, 0);
});

test("where the validation error is the smaller one, there is no area", () => {
  assert.deepEqual(areas([2, 2], [1, 1]), []);
  assert.deepEqual(areas([2, 2], [2, 2]), []);
});

test("it begins and ends where the lines cross", () => {
  // From 1 below to 1 above: half-way; from 1 above to 3 below: after a quarter.
  const found = areas([4, 4, 8], [3, 5, 5]);
  assert.deepEqual(found, [[[0.5, 4], [1, 4], [1.25, 5], [1.25, 5], [1, 5], [0.5, 4]]]);
});

test("of accuracies the gap is where the validation set's is the smaller one", () => {
  const axis = { log: false, metric: "accuracy" };
  assert.deepEqual(areas([0.5, 0.5], [0.75, 0.75], axis), []);
  assert.equal(areas([0.75, 0.75], [0.5, 0.5], axis).length, 1);
});

test("on a logarithmic axis it is in exponents and crosses where its lines do", () => {
  const [area] = areas([1, 1], [0.1, 1000], { log: true, metric: "error" });
  assert.deepEqual(area, [[0.25, 0], [1, 0], [1, 3], [0.25, 0]]);
});

test("a gap in a curve, and 0 on a logarithmic axis, parts the area", () => {
  const validation = [2, 2, null, 2, 2, 2];
  assert.equal(areas([1, 1, 1, 1, 1, 1], validation).length, 2);
  const found = areas([1, 1, 0, 1, 1, 1], validation.with(2, 2), { log: true, metric: "error" });
  assert.deepEqual(found.map((area) => [area[0][0], area.length]), [[0, 4], [3, 6]]);
});

test("what rounding alone can do is no gap", () => {
  const rounding = 7e-15;
  const curves = [[1e-33, 2e-33, 1e-33], [5e-33, 6e-33, 5e-33]];
  for (const log of [false, true]) {
    assert.equal(areas(...curves, { log, metric: "error", rounding }).length, 0);
    assert.equal(areas(...curves, { log, metric: "error" }).length, 1);
    assert.equal(areas([1e-9, 1e-9], [2e-9, 2e-9], { log, metric: "error", rounding }).length, 1);
  }
  assert.equal(areas([0.9, 0.9], [0.8, 0.8], { log: false, metric: "accuracy", rounding }).length, 1);
});

test("one epoch alone has no area", () => {
  assert.deepEqual(areas([1], [2]), []);
});

test("it needs both curves", () => {
  const columns = [[1], [2], [3]];
  assert.deepEqual(gapCurves({ sets: ["train", "validation", "test"] }, columns), { train: [1], validation: [2] });
  assert.equal(gapCurves({ sets: ["train", "test"] }, columns), null);
});

test("Plotly gets values and one trace, its parts divided", () => {
  const square = [[0, 0], [1, 0], [1, 1]];
  const trace = gapTrace([square, square], { color: "#000", log: true });
  assert.deepEqual(trace.x, [0, 1, 1, null, 0, 1, 1, null]);
  assert.deepEqual(trace.y.slice(0, 4), [1, 1, 10, null]);
  assert.equal(trace.fillcolor, "rgba(0,0,0,0.2)");
  assert.equal(gapTrace([], { color: "#000", log: false }).visible, false);
});

function words(gap, metric = "error", validation = 60) {
  const frame = { gap: { error: null, accuracy: null, ...gap }, stopping: { shown_epoch: 16 } };
  return gapWords(frame, { validation }, metric);
}

test("the gap in words names what is taken from what, and the epoch", () => {
  assert.equal(words({ error: 0.10744 }), "gap 0.1074 (validation − training, epoch 16)");
  assert.equal(words({ error: -0.0123 }), "gap −0.01230 (validation − training, epoch 16)");
  assert.equal(words({ accuracy: 0.1167 }, "accuracy"), "gap 11.7 % points (training − validation, epoch 16)");
  assert.equal(words({ error: 0.107, accuracy: -0.1167 }, "both"), "epoch 16: gap E 0.1070, accuracy −11.7 % points");
  assert.equal(words({ accuracy: -0.0001 }, "accuracy"), "gap −0.01 % points (training − validation, epoch 16)");
});

test("where there is no gap, it is said", () => {
  assert.equal(words({}, "error", 0), "no gap: the validation set is empty");
  assert.match(words({}), /^gap – /);
  assert.match(words({ error: 0 }), /^gap 0 /);
  assert.match(words({ error: 3.4e8 }), /^gap 3.4e8 /);
});
