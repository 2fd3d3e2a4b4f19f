import assert from "node:assert/strict";
import { test } from "node:test";
import { addedShown, wrongShown } from "../../../static/js/pictures/learned_figure.js";
import { layoutPlane, pixelOf } from "../../../static/js/pictures/plane.js";
import { discsMarkup, discWords, errorDiscs, errorRadius } from "../../../static/js/pictures/point_errors.js";
import { rowFrom, rowsInOrder } from "../../../static/js/pictures/point_keys.js";
import { examShown, numbersAt } from "../../../static/js/pictures/point_numbers.js";
import { clickNote } from "../../../static/js/pictures/point_tools.js";

const PLANE = layoutPlane({ width: 386, height: 300 }, { domain: [-3, 3], line: false, bar: true });
const DATA = {
  x1: Float32Array.of(2, -1, 0, 1, 0.5),
  x2: Float32Array.of(0, 0, 1, 1, 0.5),
  set: Uint8Array.of(0, 1, 2, 3, 0),
  flipped: Uint8Array.of(1, 0, 1, 1, 0),
  added: 1,
};
const ALL = { train: true, validation: true, test: true };

test("a disc's area grows with the error, and small ones are left out", () => {
  const width = 300;
  const full = errorRadius(2, 2, width);
  assert.ok(Math.abs(errorRadius(1, 2, width) ** 2 - full ** 2 / 2) < 1e-9);
  assert.equal(errorRadius(0.001, 2, width), 0);
  for (const error of [-1, 0, NaN]) assert.equal(errorRadius(error, 2, width), 0);
  assert.equal(errorRadius(1, null, width), 0);
});

test("discs stand at the points shown whose error is known", () => {
  const points = { errors: Float32Array.of(2, 1, -1, -1), largest: 2 };
  const discs = errorDiscs(points, DATA, PLANE, ALL);
  assert.deepEqual(discs.map(({ x, y }) => ({ x, y })), [pixelOf(PLANE, 2, 0), pixelOf(PLANE, -1, 0)]);
  assert.equal(errorDiscs(points, DATA, PLANE, { ...ALL, train: false }).length, 1);
  assert.deepEqual(errorDiscs(null, DATA, PLANE, ALL), []);
  assert.equal(discsMarkup(discs, "#000").match(/<circle/g).length, 2);
  assert.equal(discWords(points), "disc: a point's error, up to 2");
  assert.equal(discWords(null), "disc: a point's error");
});

test("keys go through the points from left to right, round at the ends", () => {
  const rows = rowsInOrder(DATA, (code) => code !== 3);
  assert.deepEqual(rows, [1, 2, 4, 0]);
  assert.equal(rowFrom(rows, 4, 1), 0);
  assert.equal(rowFrom(rows, 0, 1), 1);
  assert.equal(rowFrom(rows, 1, -1), 0);
  assert.equal(rowFrom(rows, 1, 10), 4);
  assert.equal(rowFrom(rows, null, 1), 1);
  assert.equal(rowFrom(rows, null, -1), 0);
  assert.equal(rowFrom([], null, 1), null);
});

test("added points are marked, removed ones have no ring", () => {
  assert.deepEqual(addedShown(DATA, ALL), [4]);
  assert.deepEqual(addedShown(DATA, { ...ALL, train: false }), []);
  assert.deepEqual(wrongShown(DATA, ALL), [0, 2]);
});

test("beside the units stands what they are at the point", () => {
  const units = [
    { layer: 1, unit: 1, activation: -0.5 },
    { layer: 1, unit: 0, activation: 0.25 },
  ];
  const exam = { x: [1, 2], units, output: [0.75] };
  const numbers = numbersAt(exam, [2, 2, 1]);
  assert.deepEqual(numbers.map((layer) => layer.map(({ sign, text }) => `${sign} ${text}`)), [
    ["x 1", "x 2"],
    ["a 0.25", "a −0.5"],
    ["o 0.75"],
  ]);
  assert.equal(numbersAt(exam, [2, 3, 1]), null);
});

test("a point that was removed is not shown in the picture any more", () => {
  const shown = (point, row = point, below = "point") => {
    return examShown({ run: { data: DATA }, view: { below, point: row }, exam: { point } })?.point ?? null;
  };
  assert.deepEqual([shown(0), shown(3), shown(0, 1), shown(0, 0, "table")], [0, null, null, null]);
  assert.equal(examShown({ run: { data: DATA }, view: { below: "point", point: 0 }, exam: null }), null);
});

test("the card says what a click does", () => {
  const editing = {
    isPossible: () => true,
    isSealed: (row) => row === 2,
    canFlip: () => true,
    canRemove: () => true,
    canRestore: (row) => row === 3,
    refusal: () => "",
    kept: () => "The last training point stays",
  };
  const picking = { isPossible: () => true, isTraining: (row) => row === 0 };
  const note = (view, row) => clickNote(view, row, { editing, picking });
  assert.equal(note({ click: "flip" }, 0), "Click: flips its label.");
  assert.equal(note({ click: "remove" }, 3), "Click: brings it back.");
  assert.equal(note({ click: "remove" }, 0), "Click: removes it.");
  assert.equal(note({ click: "look" }, 0), "Click: what each unit does here.");
  assert.equal(note({ click: "look", below: "phases" }, 0), "Click: the next update takes it alone.");
  assert.match(note({ click: "flip" }, 2), /sealed test set/);
  assert.equal(note({ click: "add" }, null), "Click: a training point here.");
  assert.match(note({ click: "add" }, 0), /by its numbers: Point/);
  assert.equal(note({ click: "look" }, null), "");
  editing.canRemove = () => false;
  assert.equal(note({ click: "remove" }, 0), "The last training point stays.");
  editing.refusal = () => "Looking at epoch 5";
  for (const click of ["flip", "remove", "add"]) assert.equal(note({ click }, 0), "Looking at epoch 5.");
  assert.equal(note({ click: "look" }, 0), "Click: what each unit does here.");
});
