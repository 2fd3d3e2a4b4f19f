import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import * as format from "../../../static/js/core/format.js";

/** What the server's sentences are tested with, too. */
const CASES = JSON.parse(readFileSync(new URL("../../numerals.json", import.meta.url), "utf8"));

test("a number reads as in the table that page and server share", () => {
  for (const [value, how, text] of CASES.numbers) assert.equal(format.formatNumber(value, how), text);
  for (const [values, texts] of CASES.apart) assert.deepEqual(format.formatApart(values), texts);
});

test("errors have four digits however small or large they are", () => {
  const shown = [0.1234567, 9.87654, 12.3456, 123.456, 9e-37, 1e30].map(format.formatError);
  assert.deepEqual(shown, ["0.1235", "9.877", "12.35", "123.5", "9e−37", "1e30"]);
  assert.deepEqual([null, undefined, NaN, Infinity].map(format.formatError), ["–", "–", "–", "–"]);
});

test("numbers in a picture are as short as they get", () => {
  const shown = [0.28213, -1.4649, 0, 2.4e-7, -12345, 0.5].map((value) => format.formatNarrow(value));
  assert.deepEqual(shown, ["0.282", "−1.46", "0", "2e−7", "−1e4", "0.5"]);
});

test("numbers that are compared get more digits only where they need them", () => {
  assert.deepEqual(format.formatApart([0.5, 0.30000001, 0.3]), ["0.5000", "0.30000001", "0.30000000"]);
  assert.deepEqual(format.formatApart([0.1, 0.1 + 1e-9], { most: 7 }), ["0.1000000", "0.1000000"]);
  assert.deepEqual(format.formatSharesApart([0.8505, 0.85, 0.2, null]), ["85.05 %", "85.00 %", "20.0 %", "–"]);
  assert.deepEqual(format.formatValuesApart([0.1 / 3, 0.1 / 3 + 1e-12, 0.3]), ["0.03333333333333333", "0.03333333333433333", "0.3"]);
  assert.deepEqual(format.formatValuesApart(["a", null, [8, 8]]), ["a", "", "8, 8"]);
});

test("a share is 0 or 100 % only where it is", () => {
  assert.deepEqual([0, 1, 0.9995, 0.0004, 1 / 3].map((share) => format.formatShare(share)), ["0.0 %", "100.0 %", "99.95 %", "0.04 %", "33.3 %"]);
  assert.deepEqual([-0.05, -0, 1e-17].map((share) => format.formatShare(share)), ["−5.0 %", "0.0 %", "0.0 %"]);
});

test("a place keeps its sign and its size, however near to 0", () => {
  assert.deepEqual([0.5, -1.23456, 0.00005, -0.00005, 0].map(format.formatPlace), ["+0.500", "−1.235", "+0.000", "+0.000", "+0.000"]);
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
