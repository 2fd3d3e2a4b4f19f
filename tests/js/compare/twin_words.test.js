import assert from "node:assert/strict";
import { test } from "node:test";
import { differenceWords, errorWords, plainWords, progressOf, sharedWords, twinName, valuesWords, valueWords } from "../../../static/js/compare/twin_words.js";

const RATE = { kind: "number", label: "Learning rate" };
const SHARED = { points: true, labels: true, split: true, weights: true, order: true, batches: true, epochs: true };

test("the one difference is named with all values that the run has had", () => {
  assert.equal(differenceWords(RATE, { values: [0.3], value: 0.03 }), "Learning rate 0.3 → 0.03");
  assert.equal(differenceWords(RATE, { values: [0.3, 0.1], value: 0.3 }), "Learning rate 0.3, then 0.1 → 0.3");
});

test("of many values the first and the last are told", () => {
  const values = Array.from({ length: 42 }, (_, i) => i);
  assert.equal(valuesWords(RATE, values), "0, then 40 others, then 41");
  assert.equal(valuesWords(RATE, [1, 2, 3]), "1, then 2, then 3");
  assert.equal(valuesWords(RATE, [undefined]), "off");
});

test("values are written as people do", () => {
  assert.equal(valueWords({ kind: "flag" }, true), "on");
  assert.equal(valueWords({ kind: "layers" }, [8, 4]), "8, 4");
  assert.equal(valueWords({ kind: "layers" }, []), "none");
  assert.equal(valueWords({ kind: "number" }, null), "off");
  assert.equal(valueWords({ kind: "number", unit: "%" }, 15), "15 %");
  const choices = [{ value: "relu", label: "ReLU" }];
  assert.equal(valueWords({ kind: "choice", choices }, "relu"), "ReLU");
});

test("what is the same, and what is not, is told by what the server found", () => {
  assert.equal(sharedWords(SHARED), "same points, same split, same first weights, same order of examples");
  assert.match(sharedWords({ ...SHARED, weights: false }), /same split, other first weights, same order/);
  assert.match(sharedWords({ ...SHARED, batches: false }), /same order of examples, cut into other batches$/);
  const elsewhere = sharedWords({ ...SHARED, batches: false, epochs: false });
  assert.match(elsewhere, /other batches; changes on the way act at the same updates, so at other epochs$/);
  assert.match(sharedWords({ ...SHARED, labels: false }), /^same points with other labels, /);
  const none = { points: false, labels: false, split: false, weights: false, order: false, batches: false, epochs: true };
  assert.equal(sharedWords(none), "other points, another split, other first weights, another order of examples");
});

test("errors stand with their accuracy, where there is one", () => {
  const errors = { train: 0.25, validation: 0.5 };
  assert.deepEqual(errorWords([{ errors, accuracy: { validation: 0.8 } }]), [["train E 0.2500", "validation E 0.5000 (80.0 %)"]]);
  assert.deepEqual(errorWords([{ errors, accuracy: null }])[0][1], "validation E 0.5000");
});

test("a run and its twin can be told apart, however near their errors are", () => {
  const run = { errors: { train: 9e-37, validation: 0.5 }, accuracy: { validation: 0.8505 } };
  const twin = { errors: { train: 4e-15, validation: 0.500001 }, accuracy: { validation: 0.85049 } };
  assert.deepEqual(errorWords([run, twin]), [
    ["train E 9e−37", "validation E 0.500000 (85.050 %)"],
    ["train E 4e−15", "validation E 0.500001 (85.049 %)"],
  ]);
});

test("two values of a setting are told apart", () => {
  assert.equal(differenceWords(RATE, { values: [0.1], value: 0.10000001 }), "Learning rate 0.1 → 0.10000001");
});

test("progress is the share of the way to the run's epoch, or to the last one", () => {
  assert.equal(progressOf({ epoch: 5, goal: 10, over: false }, 600), 0.5);
  assert.equal(progressOf({ epoch: 60, goal: null, over: false }, 600), 0.1);
  assert.equal(progressOf({ epoch: 0, goal: 0, over: false }, 600), 1);
  assert.equal(progressOf({ epoch: 9, goal: 10, over: false }, 600), 1);
  assert.equal(progressOf({ epoch: 3, goal: null, over: true }, 600), 1);
});

test("the name of a kept twin leaves out whole parts, never the end of a number", () => {
  const setting = { label: "Learning rate", kind: "number" };
  const seen = { values: [0.3, 0.123456], value: 0.03 };
  assert.equal(twinName(setting, seen, 60), "Twin: Learning rate 0.3, then 0.123456 → 0.03");
  assert.equal(twinName(setting, seen, 36), "Twin: Learning rate 0.03");
  assert.equal(twinName(setting, seen, 20), "Twin: Learning rate");
});

test("settings are named as their controls are", () => {
  const catalogue = new Map([["test_share", { label: "Test share" }]]);
  assert.equal(plainWords("The twin has ended: test_share and other_thing must fit", catalogue), "The twin has ended: test share and other_thing must fit");
});
