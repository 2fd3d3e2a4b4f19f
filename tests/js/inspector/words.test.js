import assert from "node:assert/strict";
import { test } from "node:test";
import { whereWords } from "../../../static/js/inspector/steps.js";
import { nudgeWords } from "../../../static/js/inspector/trial.js";
import { checkWords } from "../../../static/js/inspector/verification.js";

const NETWORK = { sizes: [2, 1], inputs: ["x₁", "x₂"], outputs: ["y"] };
const FOUND = { max_error: 3e-9, worst: null, checked: 3, kinks: 0, parameters: 3, seconds: 0.02 };

test("the numbers say which update and which example they are of", () => {
  const trace = { update: 4, examples: 10, example: 2 };
  assert.equal(whereWords({ update: 4 }, trace), "update 4: example 3 of 10 in the batch");
  assert.equal(
    whereWords({ update: 3 }, { ...trace, examples: 1 }),
    "update 4, the next one: one example",
  );
});

test("a nudge tells the real change beside the predicted one", () => {
  const words = nudgeWords(0.1, { error_before: 0.5, error_after: 0.48, predicted: -0.021 });
  assert.match(words, /^Nudged by 0\.1: E goes from 0\.5 to 0\.48, a change of −0\.02;/);
  assert.match(words, /predicted −0\.021\.$/);
});

test("a check is right below a millionth, wrong above, and names its worst place", () => {
  const right = checkWords(FOUND, NETWORK);
  assert.ok(right.isRight);
  assert.match(right.text, /^The gradient is right: largest error 3\.00000e−9 \(3 of 3/);
  const worst = { kind: "edge", layer: 1, from: 1, to: 0 };
  const wrong = checkWords({ ...FOUND, max_error: 0.01, worst, kinks: 1, checked: 2 }, NETWORK);
  assert.ok(!wrong.isRight);
  assert.match(wrong.text, /wrong: largest error 0\.01, at input x₂ → output \(2 of 3/);
  assert.match(wrong.text, /1 at a kink were left out/);
});
