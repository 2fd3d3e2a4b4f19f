import assert from "node:assert/strict";
import { test } from "node:test";
import { stepsOf } from "../../../static/js/inspector/steps.js";

const EDGE = { kind: "edge", layer: 1, from: 0, to: 0 };
const CHAIN = {
  count: 2,
  first: 0,
  optimizer: "sgd",
  examples: [{ activation: 1, delta: 1, product: 1 }, { activation: 1, delta: 3, product: 3 }],
  example: { activation: 1, delta: 3, product: 3 },
  data_gradient: 2,
  penalty_gradient: 0,
  gradient: 2,
  step: -0.2,
  threshold: 0,
  update: -0.2,
  before: 1,
  after: 0.8,
  rule: { learning_rate: 0.1 },
};
const frame = (weight, traced = 5) => ({
  update: 5,
  trace: { update: traced, example: 1 },
  focus: { weight, chain: CHAIN },
});

test("the example looked at is marked among those of the batch", () => {
  const [{ terms }] = stepsOf(EDGE, frame(0.8));
  assert.deepEqual(terms.rows.map(({ isLooked }) => isLooked), [false, true]);
});

test("a weight that was typed in after the update is told", () => {
  const last = (...given) => stepsOf(EDGE, frame(...given)).at(-1).sentence;
  assert.match(last(0.75), /Since then it was set to 0\.75\.$/);
  assert.doesNotMatch(last(0.8), /Since then/);
  assert.doesNotMatch(last(1, 6), /Since then/);
});
