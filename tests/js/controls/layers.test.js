import assert from "node:assert/strict";
import { test } from "node:test";

import { readList } from "../../../static/js/controls/layers.js";

test("a list of sizes may be typed with commas, spaces or both", () => {
  assert.deepEqual(readList("8, 8"), [8, 8]);
  assert.deepEqual(readList(" 16 4 "), [16, 4]);
  assert.deepEqual(readList(""), []);
  assert.deepEqual(readList(" none "), []);
});

test("what is no number stays text, for the server to refuse", () => {
  assert.deepEqual(readList("8,x"), [8, "x"]);
});
