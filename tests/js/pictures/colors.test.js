import assert from "node:assert/strict";
import { test } from "node:test";
import { colorScale, css, mapTable, mix, parseColor, pixel } from "../../../static/js/pictures/colors.js";

const ENDS = { low: [255, 0, 0], middle: [255, 255, 255], high: [0, 0, 255] };

test("colours are read in the three ways that sheets write them", () => {
  assert.deepEqual(parseColor("#1273b8"), [18, 115, 184]);
  assert.deepEqual(parseColor(" #fff "), [255, 255, 255]);
  assert.deepEqual(parseColor("rgb(29 36 51 / 40%)"), [29, 36, 51]);
});

test("what is no colour is refused", () => {
  assert.throws(() => parseColor("blue-ish"), /not a colour/);
});

test("mixing goes all the way", () => {
  assert.deepEqual(mix([0, 0, 0], [10, 20, 30], 0), [0, 0, 0]);
  assert.deepEqual(mix([0, 0, 0], [10, 20, 30], 1), [10, 20, 30]);
});

test("a colour is written with its opacity", () => {
  assert.equal(css([1, 2, 3]), "rgb(1,2,3)");
  assert.equal(css([1, 2, 3], 0.5), "rgba(1,2,3,0.5)");
});

test("a map goes from low through the middle to high", () => {
  const table = mapTable(ENDS);
  assert.equal(table[0], pixel(ENDS.low));
  assert.equal(table[127], pixel(ENDS.middle));
  assert.equal(table[254], pixel(ENDS.high));
});

test("a pale map keeps away from the ends", () => {
  assert.equal(mapTable(ENDS, 0.5)[254], pixel([127.5, 127.5, 255]));
  assert.equal(colorScale(ENDS, 0.5)[2][1], "rgb(128,128,255)");
});
