import assert from "node:assert/strict";
import { test } from "node:test";
import { barLength, barRange, powerOfTen } from "../../../static/js/signals/bars.js";

test("the axis ends at powers of ten around all values", () => {
  assert.deepEqual(barRange([3e-5, 0.02, 0.4]), [-5, 0]);
  assert.deepEqual(barRange([1e-5, 0.4]), [-6, 0]);
  assert.deepEqual(barRange([0.2, 0.3]), [-3, 0]);
});

test("what is 0 or not finite takes no part, and has no bar", () => {
  assert.deepEqual(barRange([0, null, Infinity, 0.5]), [-3, 0]);
  assert.equal(barRange([0, null]), null);
  assert.equal(barLength(0, [-3, 0]), 0);
  assert.equal(barLength(null, [-3, 0]), 0);
  assert.equal(barLength(0.5, null), 0);
});

test("the axis only grows while the numbers change", () => {
  assert.deepEqual(barRange([0.5], [-6, 1]), [-6, 1]);
  assert.deepEqual(barRange([5e-8], [-6, 1]), [-8, 1]);
  assert.deepEqual(barRange([], [-6, 1]), [-6, 1]);
});

test("a bar's length is its logarithm's place on the axis", () => {
  assert.ok(Math.abs(barLength(0.01, [-4, 0]) - 0.5) < 1e-12);
  assert.equal(barLength(1, [-4, 0]), 1);
  assert.equal(barLength(1e-9, [-4, 0]), 0);
});

test("the ends are written as powers of ten", () => {
  assert.equal(powerOfTen(-12), "10⁻¹²");
  assert.equal(powerOfTen(0), "1");
  assert.equal(powerOfTen(1), "10¹");
});
