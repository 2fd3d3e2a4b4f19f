import assert from "node:assert/strict";
import { test } from "node:test";
import { columnsOf, otherChanges, sortedBy, summaryOf, valuesOf } from "../../../static/js/compare/run_facts.js";

const CATALOGUE = [
  { name: "dataset", label: "Data set", kind: "choice", choices: [{ value: "xor", label: "Exclusive or" }], default: "xor" },
  { name: "noise", label: "Noise", kind: "number", default: 0.1 },
  { name: "hidden_layers", label: "Hidden layers", kind: "layers", default: [8, 8] },
  { name: "learning_rate", label: "Learning rate", kind: "number", default: 0.3 },
];
const SETTINGS = { dataset: "xor", noise: 0.1, hidden_layers: [8, 8], learning_rate: 0.3 };

function record(name, settings = {}, { changes = [], results = {} } = {}) {
  return { name, recipe: { settings: { ...SETTINGS, ...settings }, changes, update: 6 }, results };
}

test("settings that differ come first, then results, then all other settings", () => {
  const rows = [record("a"), record("b", { learning_rate: 0.1 })];
  const keys = columnsOf(CATALOGUE, rows).map(({ key }) => key);
  assert.equal(keys[0], "learning_rate");
  assert.equal(keys[1], "result_epoch");
  assert.deepEqual(keys.slice(-3), ["dataset", "noise", "hidden_layers"]);
});

test("a setting that was changed on the way differs, and tells all its values", () => {
  const changes = [{ update: 7, set: { learning_rate: 0.1 } }];
  const changed = record("b", {}, { changes });
  const [first] = columnsOf(CATALOGUE, [record("a"), changed]);
  assert.equal(first.key, "learning_rate");
  assert.equal(first.words(changed), "0.3, then 0.1");
  assert.deepEqual(valuesOf(changed.recipe, "noise"), [0.1]);
});

test("what was changed by hand is counted: weights, examples, points of any kind", () => {
  const changes = [{ update: 2, set: {}, weights: { "b[1][0]": 1 } }, { update: 3, set: { l2: 1 } }, { update: 4, set: {}, removed: [3] }];
  assert.equal(otherChanges({ changes }), 2);
  const columns = columnsOf(CATALOGUE, [record("a", {}, { changes })]);
  assert.ok(columns.some(({ label }) => label === "Changes by hand"));
});

test("whoever opens the test set has changed nothing by hand", () => {
  const changes = [{ update: 9, set: {}, open_test: true }];
  assert.equal(otherChanges({ changes }), 0);
  const columns = columnsOf(CATALOGUE, [record("a"), record("b", {}, { changes })]);
  assert.ok(columns.every(({ differs }) => !differs));
});

test("a lower epoch, and a stop that was passed over, have columns where there are any", () => {
  const results = { best_epoch: 14, lower_epoch: 16, lower_error: 0.5465, passed_epoch: 36 };
  const [plain, other] = [record("a", {}, { results: { best_epoch: 16 } }), record("b", {}, { results })];
  const labels = (rows) => columnsOf(CATALOGUE, rows).map(({ label }) => label);
  assert.ok(!labels([plain]).some((label) => /Lowest|Kept/.test(label)));
  const found = columnsOf(CATALOGUE, [plain, other]).filter(({ label }) => /Lowest|Kept/.test(label));
  assert.deepEqual(found.map(({ words }) => [words(plain), words(other)]), [["–", "36"], ["–", "16"], ["–", "0.5465"]]);
});

test("keeping on training is no change by hand, and has no settings", () => {
  const changes = [{ update: 217, set: {}, pass_stop: true }];
  assert.equal(otherChanges({ changes }), 0);
});

test("rows are sorted by any column, those without a value last", () => {
  const rows = [record("a", {}, { results: { best_error: 0.5 } }), record("b", {}, { results: { best_error: null } }), record("c", {}, { results: { best_error: 0.25 } })];
  const column = columnsOf(CATALOGUE, rows).find(({ key }) => key === "result_best_error");
  const names = (down) => sortedBy(rows, column, down).map(({ name }) => name).join("");
  assert.equal(names(false), "cab");
  assert.equal(names(true), "acb");
  assert.deepEqual(sortedBy(rows, undefined, true), rows);
});

test("lists are sorted by their first numbers, not by their digits", () => {
  const rows = [record("a", { hidden_layers: [16] }), record("b", { hidden_layers: [8, 8] })];
  const column = columnsOf(CATALOGUE, rows)[0];
  assert.equal(sortedBy(rows, column, false)[0].name, "b");
});

test("a run is told by what is not the default", () => {
  assert.equal(summaryOf(CATALOGUE, record("a")), "Default settings");
  assert.equal(summaryOf(CATALOGUE, record("a", { hidden_layers: [4], learning_rate: 1 })), "Hidden layers 4 · Learning rate 1");
  assert.equal(summaryOf(CATALOGUE, record("a", { dataset: "spiral", noise: 0.02 })), "Data set spiral");
});

test("where there is little room whole settings are left out, so that none is turned round", () => {
  const catalogue = [...CATALOGUE, { name: "early_stopping", label: "Early stopping", kind: "flag", default: true }];
  const one = record("a", { hidden_layers: [16, 16], early_stopping: false });
  assert.equal(summaryOf(catalogue, one), "Hidden layers 16, 16 · Early stopping off");
  assert.equal(summaryOf(catalogue, one, { longest: 36 }), "Hidden layers 16, 16 · 1 more");
  assert.equal(summaryOf(catalogue, one, { longest: 12 }), "2 settings changed");
  assert.equal(summaryOf(catalogue, record("b", { hidden_layers: [16, 16] }), { longest: 19 }), "Hidden layers changed");
});

test("results that differ read differently, those of plane at two rates among them", () => {
  const rows = [9e-37, 4e-15, 0.123412, 0.123413].map((train) => record("a", {}, { results: { train } }));
  const column = columnsOf(CATALOGUE, rows).find(({ key }) => key === "result_train");
  assert.deepEqual(rows.map(column.words), ["9e−37", "4e−15", "0.123412", "0.123413"]);
});

test("settings that differ read differently", () => {
  const rows = [0.3, 0.30000001].map((rate) => record("a", { learning_rate: rate }));
  const [first] = columnsOf(CATALOGUE, rows);
  assert.equal(first.key, "learning_rate");
  assert.deepEqual(rows.map(first.words), ["0.3", "0.30000001"]);
});

test("a reason that the server does not know is no reason", () => {
  const odd = record("a", {}, { results: { reason: "constructor" } });
  const column = columnsOf(CATALOGUE, [odd]).find(({ key }) => key === "result_reason");
  assert.equal(column.words(odd), "not stopped");
});
