import assert from "node:assert/strict";
import { test } from "node:test";
import {
  answerWords,
  HEADS,
  holdWords,
  openRows,
  pointTitle,
  refusalWords,
  rowAfter,
  unitCells,
  wrongRows,
} from "../../../static/js/inspector/point_words.js";

const DATA = {
  task: "classification",
  classes: ["outside", "inside"],
  target: Float32Array.of(1, 0, 1, 0),
  set: Uint8Array.of(0, 1, 2, 3),
  flipped: Uint8Array.of(1, 0, 1, 1),
  edited: Uint8Array.of(0, 0, 0, 0),
  added: 0,
};
const isSealed = (row) => DATA.set[row] === 2;

test("points can be gone through, but not those that are sealed or removed", () => {
  assert.deepEqual(openRows(DATA, isSealed), [0, 1]);
  assert.deepEqual(openRows(DATA, () => false), [0, 1, 2]);
  assert.deepEqual(wrongRows(DATA, () => false), [0], "the network learns from it");
  const right = { ...DATA, flipped: Uint8Array.of(0, 0, 1, 0) };
  assert.deepEqual(wrongRows(right, () => false), [2]);
  assert.equal(rowAfter([0, 2], 0, 1), 2);
  assert.equal(rowAfter([0, 2], 2, 1), 0);
  assert.equal(rowAfter([0, 2], 1, 1), 2);
  assert.equal(rowAfter([0, 2], 1, -1), 0);
  assert.equal(rowAfter([0, 2], 3, 1), 0);
  assert.equal(rowAfter([1, 2], 0, -1), 2);
  assert.equal(rowAfter([0, 2], -1, 1), 0);
  assert.equal(rowAfter([], 0, 1), null);
});

test("a point says what it is, and why it cannot be looked into", () => {
  assert.equal(pointTitle(DATA, 0), "Train example 1, label inside (wrong)");
  assert.equal(pointTitle(DATA, 3), "Removed point 4, label outside (wrong)");
  assert.equal(refusalWords(DATA, 0, isSealed), "");
  assert.match(refusalWords(DATA, null, isSealed), /^Click a point/);
  assert.match(refusalWords(DATA, 2, isSealed), /sealed test set/);
  assert.match(refusalWords(DATA, 3, isSealed), /removed/);
});

test("its output and error belong to an update", () => {
  const answer = { output: [0.25], error: 1.5, update: 7 };
  const words = "output +0.25000000; its error +1.50000000, with the weights after update 7";
  assert.equal(answerWords(answer, DATA), words);
  const three = answerWords({ ...answer, output: [0.25, 0.5, 0.25] }, { classes: ["a", "b", "c"] });
  assert.match(three, /^a \+0.25000000, b \+0.50000000, c/);
});

test("units that hold on to the point are counted in words", () => {
  assert.match(holdWords([{ holds: true }, { holds: false }]), /^1 unit holds on .* without it,/);
  assert.match(holdWords([{ holds: true }, { holds: true }]), /^2 units hold on .* without them,/);
  assert.match(holdWords([{ holds: false }]), /^No unit holds on/);
  assert.equal(holdWords([]), "There are no hidden units.");
  const unit = { net: 1, activation: 0.5, mean: 0, own: -0.25, others: null };
  assert.deepEqual(unitCells(unit), ["+1.00000000", "+0.50000000", "+0.00000000", "−0.25000000", "–"]);
  assert.equal(HEADS.length, unitCells(unit).length + 1);
});
