import assert from "node:assert/strict";
import { test } from "node:test";
import { COLORS, notesOf } from "../../../static/js/compare/run_name.js";
import { MOST_KEPT } from "../../../static/js/core/records.js";

const OWN = { dataset: "xor", examples: 200, noise: 0.1, wrong_labels: 15, data_seed: 0, loss: "cross_entropy", l2: 0 };
const notes = (settings) => notesOf({ settings: { ...OWN, ...settings }, changes: [] }, OWN).map(({ text }) => text);

test("a run that cannot be read on the same axis says so", () => {
  assert.deepEqual(notes({ l2: 1 }), []);
  assert.deepEqual(notes({ loss: "squared_error" }), ["other loss"]);
  for (const other of [{ dataset: "spiral" }, { noise: 0.2 }, { data_seed: 1 }, { examples: 300 }, { wrong_labels: 0 }]) {
    assert.deepEqual(notes(other), ["other data"]);
  }
  assert.deepEqual(notes({ dataset: "sine", loss: "squared_error" }), ["other loss", "other data"]);
});

test("each colour has a name of its own", () => {
  assert.equal(new Set(COLORS).size, MOST_KEPT);
});
