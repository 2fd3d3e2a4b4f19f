import assert from "node:assert/strict";
import { test } from "node:test";
import { ruleFormulas } from "../../../static/js/formulas/rule.js";
import { change, weight } from "../../../static/js/formulas/symbols.js";
import { asText } from "../../../static/js/formulas/tree.js";

const DW = change(weight({ layer: 1, from: 0, to: 1 }));
const shown = (optimizer, values) => ruleFormulas(optimizer, DW, values).map(asText);

test("plain descent steps against the gradient", () => {
  const values = { gradient: -0.2, step: 0.06, rule: { learning_rate: 0.3 } };
  assert.deepEqual(shown("sgd", values), ["Δw1,2(1)=−α·g=−0.3·(−0.2)=0.06"]);
});

test("momentum and Nesterov show the velocity first", () => {
  const values = {
    gradient: 0.5,
    rule: { learning_rate: 0.1, momentum: 0.9, velocity_before: -1, velocity_after: -0.4 },
  };
  assert.deepEqual(shown("momentum", { ...values, step: 0.04 }), [
    "v←μ·v+g=0.9·(−1)+0.5=−0.4",
    "Δw1,2(1)=−α·v=−0.1·(−0.4)=0.04",
  ]);
  assert.deepEqual(shown("nesterov", { ...values, step: -0.014 }), [
    "v←μ·v+g=0.9·(−1)+0.5=−0.4",
    "Δw1,2(1)=−α·(g+μ·v)=−0.1·(0.5+0.9·(−0.4))=−0.014",
  ]);
});

test("RMSprop divides by the root of the gradient's own mean square", () => {
  const values = {
    gradient: 0.3,
    step: -0.01 * 0.3 / (0.16 ** 0.5 + 1e-8),
    rule: { learning_rate: 0.01, square_before: (0.16 - 0.009) / 0.9, square_after: 0.16 },
  };
  assert.deepEqual(shown("rmsprop", values), [
    "s←0.9·s+0.1·g2=0.9·0.167778+0.1·0.32=0.16",
    "Δw1,2(1)=−α·gs+ε=−0.01·0.30.16+1×10−8=−0.0075",
  ]);
});

test("Adam shows both moments, their correction and the step", () => {
  const values = {
    gradient: 0.5,
    step: -0.001,
    rule: {
      learning_rate: 0.001,
      steps: 1,
      mean_before: 0,
      mean_after: 0.05,
      mean_corrected: 0.5,
      square_before: 0,
      square_after: 0.00025,
      square_corrected: 0.25,
    },
  };
  const lines = shown("adam", values);
  assert.equal(lines.length, 5);
  assert.equal(lines[0], "m←0.9·m+0.1·g=0.9·0+0.1·0.5=0.05");
  assert.equal(lines[3], "v^=v1−0.999t=0.000251−0.9991=0.25");
  assert.ok(lines[4].startsWith("Δw1,2(1)=−α·m^v^+ε=−0.001·0.5"));
});
