import assert from "node:assert/strict";
import { test } from "node:test";
import { barParts, nudgeWords } from "../../../static/js/inspector/trial.js";
import { checkWords } from "../../../static/js/inspector/verification.js";

const NETWORK = { sizes: [2, 1], inputs: ["x₁", "x₂"], outputs: ["y"] };
const EDGE = { kind: "edge", layer: 1, from: 1, to: 0 };
const FOUND = { max_error: 3e-9, worst: null, checked: 3, kinks: 0, parameters: 3, seconds: 0.02 };
const NUDGE = { error_before: 0.5, error_after: 0.48, change: -0.02, predicted: -0.04, update: 7 };

test("a nudge tells the real change beside the predicted one, and of which update", () => {
  const words = nudgeWords(0.1, NUDGE);
  assert.match(words, /^Nudged by 0\.1 before update 7: E goes from 0\.5 to 0\.48, a change of −0\.02;/);
  assert.match(words, /predicted −0\.04\.$/);
});

test("both changes are drawn on one scale", () => {
  assert.deepEqual(barParts(NUDGE), { real: -0.5, predicted: -1 });
  assert.deepEqual(barParts({ change: 3, predicted: -1.5 }), { real: 1, predicted: -0.5 });
  assert.deepEqual(barParts({ change: 0, predicted: 0 }), { real: 0, predicted: 0 });
});

test("a check is right below a millionth, wrong above, and names its worst place", () => {
  const right = checkWords(FOUND, NETWORK);
  assert.ok(right.isRight);
  assert.match(right.text, /^The gradient is right: largest error 3e−9 \(3 of 3/);
  const wrong = checkWords({ ...FOUND, max_error: 0.01, worst: EDGE, kinks: 1, checked: 2 }, NETWORK);
  assert.ok(!wrong.isRight);
  assert.match(wrong.text, /wrong: largest error 0\.01, at input x₂ → output \(2 of 3/);
  assert.match(wrong.text, /1 at a kink were left out/);
});

test("with L1 a nudge says that both numbers are without it", () => {
  assert.doesNotMatch(nudgeWords(0.01, { ...NUDGE, l1: 0 }), /L1/);
  assert.match(nudgeWords(0.01, { ...NUDGE, l1: 0.01 }), /predicted −0\.04\. Both are without L1, which acts after the step\.$/);
});

test("a check says which error's gradient it compared", () => {
  const begin = (l1, l2, most = 1e-9) => checkWords({ ...FOUND, max_error: most, l1, l2 }, NETWORK).text.split(":")[0];
  assert.equal(begin(0, 0), "The gradient is right");
  assert.equal(begin(0, 0.1), "The gradient of data error and L2 is right");
  assert.equal(begin(0.1, 0), "The gradient of the data error (without L1, which acts after the step) is right");
  assert.equal(begin(0.1, 0.1, 0.1), "The gradient of data error and L2 (without L1, which acts after the step) is wrong");
});
