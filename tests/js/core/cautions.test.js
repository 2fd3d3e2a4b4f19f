import assert from "node:assert/strict";
import { test } from "node:test";
import { cautionsOf } from "../../../static/js/core/cautions.js";

const cautions = [{ field: "start_epoch", text: "never looks." }];

test("what is to be known stands beside the setting that it is about", () => {
  const found = cautionsOf({ frame: { stopping: { cautions } }, pending: {} });
  assert.deepEqual([...found], [["start_epoch", "never looks."]]);
});

test("while a value is on its way, or before the first frame, nothing is said", () => {
  assert.equal(cautionsOf({ frame: { stopping: { cautions } }, pending: { patience: 3 } }).size, 0);
  assert.equal(cautionsOf({ frame: null, pending: {} }).size, 0);
});
