import assert from "node:assert/strict";
import { test } from "node:test";
import { biasSteps, edgeSteps } from "../../../static/js/formulas/edge.js";
import { asText } from "../../../static/js/formulas/tree.js";
import { unitSteps } from "../../../static/js/formulas/unit.js";

// The worked example: 2-2-1, sigmoid, E = (t - o)² / 2, x = (1, 0.5), t = 1, α = 0.5.
const lines = (steps) => steps.flatMap(({ formulas }) => formulas.map(asText));

test("a weight's gradient is an activation times a delta, then comes its update", () => {
  const values = {
    count: 1,
    optimizer: "sgd",
    example: { activation: 0.645656, delta: -0.0959574, product: -0.0619555 },
    data_gradient: -0.0619555,
    penalty_gradient: 0,
    gradient: -0.0619555,
    step: 0.0309777,
    threshold: 0,
    update: 0.0309777,
    before: 0.5,
    after: 0.530978,
    rule: { learning_rate: 0.5 },
  };
  const steps = edgeSteps({ layer: 2, from: 0, to: 0 }, values);
  assert.deepEqual(steps.map(({ title }) => title), ["Gradient", "Update", "After it"]);
  assert.deepEqual(lines(steps), [
    "∂E∂w1,1(2)=a1(1)·δ1(2)=0.645656·(−0.0959574)=−0.0619555",
    "Δw1,1(2)=−α·g=−0.5·(−0.0619555)=0.0309777",
    "w1,1(2)+Δw1,1(2)=0.5+0.0309777=0.530978",
  ]);
});

test("over a batch it is a mean, and L2's part stands apart", () => {
  const examples = [1, 2, 3, 4].map((n) => ({ activation: n, delta: -n, product: -n * n }));
  const values = {
    count: 4,
    optimizer: "sgd",
    examples,
    first: 0,
    looked: 0,
    data_gradient: -7.5,
    penalty_gradient: 0.5,
    gradient: -7,
    step: 0.7,
    threshold: 0,
    update: 0.7,
    before: 1,
    after: 1.7,
    rule: { learning_rate: 0.1 },
  };
  const steps = edgeSteps({ layer: 1, from: 1, to: 0 }, values);
  const [general, penalty] = lines(steps);
  assert.equal(general, "∂E∂w2,1(1)=14∑batchx2·δ1(1)=−7.5");
  assert.deepEqual(steps[0].terms.rows.map(({ cells }) => cells[2]), [-1, -4, -9, -16]);
  assert.equal(penalty, "g=−7.5+0.5=−7");
  const [bias] = biasSteps({ layer: 1, unit: 0 }, values);
  assert.equal(lines([bias])[0], "∂E∂b1(1)=14∑batchδ1(1)=−7.5");
  assert.deepEqual(bias.terms.rows[1].cells, [-2]);
});

const SPARSE = {
  count: 1,
  optimizer: "sgd",
  example: { activation: 1, delta: 0.5, product: 0.5 },
  data_gradient: 0.5,
  penalty_gradient: 0,
  gradient: 0.5,
  step: -0.25,
  l1: 0.1,
  threshold: 0.05,
  rule: { learning_rate: 0.5 },
};

test("L1's threshold follows the step, with its numbers; Δw is the whole change", () => {
  const values = { ...SPARSE, before: 1, stepped: 0.75, update: -0.3, after: 0.7 };
  const steps = edgeSteps({ layer: 1, from: 0, to: 0 }, values);
  assert.deepEqual(steps.map(({ title }) => title), ["Gradient", "Update", "L1's threshold", "After it"]);
  assert.deepEqual(lines(steps).slice(1), [
    "u=−α·g=−0.5·0.5=−0.25",
    "w1,1(1)+u=1+(−0.25)=0.75",
    "α·λ1=0.5·0.1=0.05",
    "w1,1(1)←sign(w1,1(1)+u)·max(|w1,1(1)+u|−α·λ1,0)=1·max(|0.75|−0.05,0)=0.7",
    "w1,1(1)+Δw1,1(1)=1+(−0.3)=0.7",
  ]);
  assert.match(steps.at(-1).sentence, /the step and what the threshold took off/);
});

test("a weight that the threshold reaches is exactly 0, and it is said", () => {
  const values = { ...SPARSE, before: 0.22, stepped: -0.03, update: -0.22, after: 0 };
  const step = edgeSteps({ layer: 1, from: 0, to: 0 }, values)[2];
  assert.match(asText(step.formulas[2]), /=\(−1\)·max\(\|−0\.03\|−0\.05,0\)=0$/);
  assert.match(step.sentence, /exactly 0/);
});

test("a bias has no threshold", () => {
  const values = { ...SPARSE, threshold: 0, before: 1, stepped: 0.75, update: -0.25, after: 0.75 };
  const steps = biasSteps({ layer: 1, unit: 0 }, values);
  assert.deepEqual(steps.map(({ title }) => title), ["Gradient", "Update", "After it"]);
  assert.equal(lines(steps)[1], "Δb1(1)=−α·g=−0.5·0.5=−0.25");
});

test("a hidden unit's delta is a sum over the next layer times its own slope", () => {
  const values = {
    forward: [
      { source: 0, weight: 0.2, activation: 1 },
      { source: 1, weight: 0.6, activation: 0.5 },
    ],
    bias: 0.1,
    z: 0.6,
    value: 0.645656,
    mask: 1,
    activation: 0.645656,
    derivative: 0.228784,
    slope: 0.228784,
    backward: [{ to: 0, weight: 0.5, delta: -0.0959574 }],
    total: -0.0479787,
    loss: null,
    delta: -0.0109768,
  };
  const steps = unitSteps({ layer: 1, unit: 0 }, values);
  assert.deepEqual(steps.map(({ terms }) => terms?.rows.length), [2, undefined, 1]);
  assert.deepEqual(lines(steps), [
    "z1(1)=w1,1(1)·x1+w2,1(1)·x2+b1(1)",
    "a1(1)=φ(z1(1))=φ(0.6)=0.645656",
    "φ′(z1(1))=0.228784",
    "δ1(1)=φ′(z1(1))·(w1,1(2)·δ1(2))=0.228784·(−0.0479787)=−0.0109768",
  ]);
});

test("a dropped unit says so", () => {
  const values = {
    forward: [{ source: 0, weight: 1, activation: 0.5 }],
    bias: 0,
    z: 0.5,
    value: 0.46,
    mask: 0,
    activation: 0,
    derivative: 0.78,
    slope: 0,
    backward: [{ to: 0, weight: 1, delta: 0.1 }],
    total: 0.1,
    loss: null,
    delta: 0,
  };
  const [, step] = unitSteps({ layer: 1, unit: 0 }, values);
  assert.match(step.sentence, /dropped/);
  assert.equal(asText(step.formulas[0]), "a1(1)=φ(z1(1))·m=0.46·0=0");
});
