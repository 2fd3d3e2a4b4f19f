import assert from "node:assert/strict";
import { test } from "node:test";
import { whereWords } from "../../../static/js/core/trace_words.js";

test("the numbers say which update and which example they are of", () => {
  const trace = { update: 4, examples: 10, example: 2 };
  assert.equal(whereWords({ update: 4 }, trace), "update 4: example 3 of 10 in the batch");
  assert.equal(
    whereWords({ update: 3 }, { ...trace, examples: 1 }),
    "update 4, the next one: one example",
  );
});

test("the next update is that after the epoch looked at", () => {
  const frame = { update: 216, visit: { update: 72 } };
  assert.match(whereWords(frame, { update: 73, examples: 1 }), /^update 73, the next one/);
  assert.match(whereWords(frame, { update: 72, examples: 1 }), /^update 72:/);
});
