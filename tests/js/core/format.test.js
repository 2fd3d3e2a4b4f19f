import assert from "node:assert/strict";
import { test } from "node:test";

import * as format from "../../../static/js/core/format.js";

test("errors keep a steady width however large they grow", () => {
  const shown = [0.1234567, 9.87654, 12.3456, 123.456, 999999, 1e30].map(format.formatError);
  assert.deepEqual(shown, ["0.1235", "9.8765", "12.35", "123.5", "1.0e6", "1.0e30"]);
  assert.equal(format.formatError(null), "–");
});

test("shares and counts are written for people", () => {
  assert.equal(format.formatShare(0.8667), "86.7 %");
  assert.equal(format.formatCount(1234567), "1234567");
  assert.equal(format.formatCount(0), "0");
});

test("a setting's value is shown with the digits that one can read", () => {
  assert.equal(format.formatValue(10 / 3), "3.33333");
  assert.equal(format.formatValue(0.1), "0.1");
  assert.equal(format.formatValue(123456), "123456");
  assert.equal(format.formatValue([8, 8]), "8, 8");
});

test("a power of ten has a true minus, and no plus", () => {
  assert.equal(format.tidyPower((2e-7).toExponential(0)), "2e−7");
  assert.equal(format.tidyPower((1e6).toExponential(1)), "1.0e6");
  assert.equal(format.tidyPower("0.5"), "0.5");
});

test("a sentence begins with a capital letter", () => {
  assert.equal(format.capitalized("hidden 1, unit 2"), "Hidden 1, unit 2");
});
