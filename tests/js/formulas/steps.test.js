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

test("over a batch it is a mean, and the penalty's part stands apart", () => {
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
