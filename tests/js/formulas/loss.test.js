import assert from "node:assert/strict";
import { test } from "node:test";
import { errorStep, outputDeltaStep, outputStep } from "../../../static/js/formulas/loss.js";
import { asText } from "../../../static/js/formulas/tree.js";

// The worked example: o = 0.600133, t = 1; squared error 0.0799467, cross-entropy 0.510604.
const PLACE = { layer: 2, unit: 0 };
const ONE = {
  link: "sigmoid", output: 0.600133, target: 1, difference: -0.399867,
  outputs: [0.600133], targets: [1], squares: [], terms: [], slope: null,
};
const lines = ({ formulas }) => formulas.map(asText);

test("a squared error has its form, and its delta the output's slope", () => {
  const loss = {
    ...ONE,
    error: 0.0799467,
    squares: [0.0799467],
    slope: 0.239973,
    terms: [{ output: 0, difference: -0.399867, slope: 0.239973, product: -0.0959574 }],
  };
  assert.deepEqual(lines(errorStep(PLACE, loss, true)), ["E=12(t−o)2=12(1−0.600133)2=0.0799467"]);
  assert.deepEqual(lines(outputDeltaStep(PLACE, { delta: -0.0959574, loss })), [
    "∂a1(2)∂z1(2)=o(1−o)=0.239973",
    "δ1(2)=(o−t)·∂a1(2)∂z1(2)=(0.600133−1)·0.239973=−0.0959574",
  ]);
});

test("cross-entropy is the surprise by the right class, and its delta output minus target", () => {
  const [error] = lines(errorStep(PLACE, { ...ONE, error: 0.510604 }, true));
  assert.equal(error, "E=−(tlno+(1−t)ln(1−o))=−ln0.600133=0.510604");
  const zero = { ...ONE, targets: [0], error: 0.916623 };
  assert.match(lines(errorStep(PLACE, zero, true))[0], /=−ln\(1−0\.600133\)=0\.916623$/);
  const delta = outputDeltaStep(PLACE, { delta: -0.399867, loss: ONE });
  assert.deepEqual(lines(delta), ["δ1(2)=∂E∂z1(2)=o−t=0.600133−1=−0.399867"]);
});

test("near 0 and 1 it is told that E comes from z", () => {
  const far = errorStep(PLACE, { ...ONE, outputs: [1 - 1e-9], error: 1e-9 }, true);
  assert.match(far.sentence, /E comes from z/);
  assert.doesNotMatch(errorStep(PLACE, { ...ONE, error: 0.5 }, true).sentence, /comes from z/);
});

const THREE = {
  ...ONE, link: "softmax", outputs: [0.2, 0.5, 0.3], targets: [0, 1, 0], output: 0.2, target: 0,
};

test("of a softmax the right class counts", () => {
  const [error] = lines(errorStep(PLACE, { ...THREE, error: 0.693147 }, false));
  assert.equal(error, "E=−∑ktklnok=−lna2(2)=−ln0.5=0.693147");
});

test("a squared error of several outputs is written out, and so is its delta", () => {
  const terms = [0, 1, 2].map((output) => ({ output, difference: 1, slope: 2, product: 2 }));
  const loss = { ...THREE, squares: [0.02, 0.125, 0.045], error: 0.19, slope: 0.16, terms };
  const step = errorStep(PLACE, loss, false);
  assert.deepEqual(lines(step), ["E=12∑k(tk−ok)2=0.19"]);
  assert.deepEqual(step.terms.rows[1].cells, [0.5, 1, 0.125]);
  assert.deepEqual(step.terms.foot[0].cells, [null, null, 0.19]);
  const delta = outputDeltaStep(PLACE, { delta: 6, loss });
  assert.deepEqual(delta.terms.rows.map(({ cells }) => cells[2]), [2, 2, 2]);
  assert.deepEqual(delta.terms.foot[0].cells, [null, null, 6]);
});

test("a linear output is its sum", () => {
  const linear = outputStep(PLACE, { z: 0.5, activation: 0.5, loss: { ...ONE, link: "linear" } });
  assert.deepEqual(lines(linear), ["a1(2)=z1(2)=0.5"]);
});
