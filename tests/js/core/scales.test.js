import assert from "node:assert/strict";
import { test } from "node:test";

import { sliderScale, tableScale } from "../../../static/js/core/scales.js";

const number = (parts) => ({ kind: "number", scale: "linear", ...parts });
const SETTINGS = {
  learning_rate: number({ minimum: 1e-5, maximum: 10, scale: "log" }),
  l2: number({ minimum: 0, maximum: 1, scale: "log0", smallest: 1e-6 }),
  target: number({ minimum: 0, maximum: 1e6, scale: "log0", smallest: 1e-4, nullable: true }),
  noise: number({ minimum: 0, maximum: 1 }),
  momentum: number({ minimum: 0, maximum: 0.99 }),
  share: { kind: "integer", minimum: 0, maximum: 80 },
  batch: { kind: "integer", minimum: 0, maximum: 2000 },
  examples: { kind: "integer", minimum: 20, maximum: 2000 },
};

for (const [name, setting] of Object.entries(SETTINGS)) {
  const scale = sliderScale(setting);
  const values = Array.from({ length: scale.count }, (_, tick) => scale.value(tick));

  test(`${name}: every position has its own value, in order, within the bounds`, () => {
    const numbers = values.filter((value) => value !== null);
    assert.ok(numbers.every((value, i) => i === 0 || value > numbers[i - 1]));
    assert.equal(numbers[0], setting.minimum);
    assert.equal(numbers.at(-1), setting.maximum);
    if (setting.kind === "integer") assert.ok(numbers.every(Number.isInteger));
  });

  test(`${name}: a value leads back to its position`, () => {
    values.forEach((value, tick) => assert.equal(scale.tick(value), tick));
  });
}

test("a logarithmic slider reaches the usual learning rates", () => {
  const scale = sliderScale(SETTINGS.learning_rate);
  for (const value of [0.001, 0.01, 0.03, 0.1, 0.3, 1, 3]) {
    assert.equal(scale.value(scale.tick(value)), value);
  }
});

test("log0 has zero at its left end, null stands before it where it is allowed", () => {
  assert.equal(sliderScale(SETTINGS.l2).value(0), 0);
  assert.equal(sliderScale(SETTINGS.l2).value(1), 1e-6);
  assert.equal(sliderScale(SETTINGS.target).value(0), null);
  assert.equal(sliderScale(SETTINGS.target).tick(null), 0);
});

test("values carry no dust of binary fractions", () => {
  const scale = sliderScale(SETTINGS.noise);
  for (let tick = 0; tick < scale.count; tick += 1) {
    assert.ok(String(scale.value(tick)).length <= 4);
  }
});

test("a typed value between two positions is shown at the nearer one", () => {
  assert.equal(tableScale([1, 2, 5]).tick(4), 2);
  assert.equal(tableScale([1, 2, 5]).tick(2.9), 1);
});
