import assert from "node:assert/strict";
import { test } from "node:test";
import { isRecord } from "../../../static/js/core/record_check.js";

const COLORS = 8;
const none = { test: null, train_accuracy: null, validation_accuracy: null, test_accuracy: null };
const GOOD = {
  at: 1_764_000_000_000,
  kept: true,
  name: "mine",
  color: 7,
  recipe: { settings: { l2: 0, hidden_layers: [8, 8], patience: null, early_stopping: true, loss: "cross_entropy" }, changes: [{ update: 3, set: { l2: 1 } }, { update: 4, removed: [2] }], update: 12 },
  series: { epoch: [0, 1, 2], train: [3, 2, 1], validation: [3, null, 2], ...none },
  results: { epoch: 2, update: 12, state: "stopped", reason: "early_stopping", best_error: 0.5, test: null },
};

/** The good record with another value at a path. */
function altered(path, value) {
  const record = structuredClone(GOOD);
  const [last, ...above] = path.split(".").reverse();
  above.reverse().reduce((part, key) => part[key], record)[last] = value;
  return record;
}

test("a record as the page writes it is one", () => {
  assert.ok(isRecord(GOOD, COLORS));
  assert.ok(isRecord(altered("hidden", true), COLORS));
  assert.ok(isRecord(altered("results.reason", null), COLORS));
});

const BAD = [
  ["at", [1e300, -1, 1.5, "now", null]],
  ["color", [8, -1, 0.5, "red"]],
  ["name", [null, 3, {}]],
  ["hidden", ["yes", 1]],
  ["results", [{}, [], null, "text"]],
  ["results.epoch", [undefined, null, "<b>x", { a: 1 }, -1, 1.5]],
  ["results.best_error", ["<b>x", { a: 1 }, [1], true]],
  ["results.train_accuracy", ["1", {}]],
  ["results.reason", [{ a: 1 }, 5, "<b>x", "toString()"]],
  ["recipe", [null, [], "text"]],
  ["recipe.update", [-5, 1e15 + 0.5, 1e300, "6"]],
  ["recipe.settings", [null, [], "abc"]],
  ["recipe.settings.l2", [{ x: 1 }, [{ x: 1 }], [[1]]]],
  ["recipe.changes", [{}, ["text"], [{ foo: 1 }], [null]]],
  ["recipe.changes.0.set", ["abc", 5, null, [1], { l2: { x: 1 } }]],
  ["series.epoch", [[2, 1, 0], [-1, 0, 1], [0, 0, 1], [0, 1, 1e12], [0, 1], "012"]],
  ["series.train", [[3, 2], ["3", 2, 1], {}, undefined]],
];

test("damaged parts make it none, whichever they are", () => {
  for (const [path, values] of BAD) {
    for (const value of values) assert.ok(!isRecord(altered(path, value), COLORS), `${path}: ${JSON.stringify(value)}`);
  }
});
