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
    examples: [{ activation: 0.645656, delta: -0.0959574 }],
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
  const examples = [1, 2, 3, 4].map((n) => ({ activation: n, delta: -n }));
  const values = {
    count: 4,
    optimizer: "sgd",
    examples,
    data_gradient: -7.5,
    penalty_gradient: 0.5,
    gradient: -7,
    update: 0.7,
    before: 1,
    after: 1.7,
    rule: { learning_rate: 0.1 },
  };
  const steps = edgeSteps({ layer: 1, from: 1, to: 0 }, values);
  const [general, written, penalty] = lines(steps);
  assert.equal(general, "∂E∂w2,1(1)=14∑batchx2·δ1(1)");
  assert.equal(written, "14(1·(−1)+2·(−2)+3·(−3)+…)=−7.5");
  assert.equal(penalty, "g=−7.5+0.5=−7");
  assert.equal(lines(biasSteps({ layer: 1, unit: 0 }, values))[0], "∂E∂b1(1)=14∑batchδ1(1)");
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
  assert.deepEqual(lines(unitSteps({ layer: 1, unit: 0 }, values)), [
    "z1(1)=w1,1(1)·x1+w2,1(1)·x2+b1(1)",
    "0.2·1+0.6·0.5+0.1=0.6",
    "a1(1)=φ(z1(1))=φ(0.6)=0.645656",
    "φ′(z1(1))=0.228784",
    "δ1(1)=φ′(z1(1))·(w1,1(2)·δ1(2))",
    "0.228784·(0.5·(−0.0959574))=0.228784·(−0.0479787)=−0.0109768",
  ]);
});

test("an output's delta has the form of the loss", () => {
  const at = { layer: 2, unit: 0 };
  const values = {
    forward: [{ source: 0, weight: 1, activation: 0.5 }],
    bias: 0,
    z: 0.40602,
    activation: 0.600133,
    backward: [],
    delta: -0.0959574,
  };
  const loss = { link: "sigmoid", output: 0.600133, target: 1, difference: -0.399867 };
  const last = (form) => lines(unitSteps(at, { ...values, loss: { ...loss, ...form } }));
  const squared = last({
    loss: "squared_error",
    slope: 0.239973,
    terms: [{ output: 0, difference: -0.399867, slope: 0.239973 }],
  });
  assert.deepEqual(squared.slice(-2), [
    "δ1(2)=(o−t)·∂a1(2)∂z1(2)",
    "(0.600133−1)·0.239973=−0.0959574",
  ]);
  const entropy = last({ loss: "cross_entropy", slope: null, terms: [] });
  assert.equal(entropy.at(-1), "δ1(2)=o−t=0.600133−1=−0.0959574");
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
