import assert from "node:assert/strict";
import { test } from "node:test";
import { sliceLayers } from "../../../static/js/core/frames.js";
import { brief, KINDS, rowsOf, sorted } from "../../../static/js/tables/network_rows.js";

const NETWORK = { sizes: [2, 3, 1], inputs: ["x₁", "x₂"], outputs: ["y"] };
/** Numbers 0, 1, 2, ... in wire order: per layer weights (n_in x n_out), then biases. */
const COUNT = 2 * 3 + 3 + 3 + 1;
const counted = (first) => Float32Array.from({ length: COUNT }, (_, i) => first + i);
const LAYERS = sliceLayers(NETWORK.sizes, {
  weights: counted(0),
  gradient: counted(100),
  change: counted(200),
  deltas: Float32Array.from([7, 8, 9, 10]),
});
const read = (kind, row) =>
  KINDS[kind].columns.map((column) => column.read(LAYERS[row.layer], row.at));

test("each edge has one row, with the numbers of the wire's order", () => {
  const rows = rowsOf("edges", NETWORK);
  assert.equal(rows.length, 2 * 3 + 3);
  assert.equal(rows[1].name, "input x₁ → hidden 1, unit 2");
  assert.equal(rows[1].short, "x₁ → h1·2");
  assert.equal(rows[8].short, "h1·3 → out");
  assert.deepEqual(rows[1].focus, { kind: "edge", layer: 1, from: 0, to: 1 });
  assert.deepEqual(read("edges", rows[1]), [1, 101, 201]);
  assert.deepEqual(read("edges", rows[8]), [11, 111, 211]);
});

test("each unit but the inputs has one row", () => {
  const rows = rowsOf("units", NETWORK);
  assert.deepEqual(rows.map(({ name }) => name), [
    "hidden 1, unit 1",
    "hidden 1, unit 2",
    "hidden 1, unit 3",
    "output",
  ]);
  assert.deepEqual(read("units", rows[0]), [6, 7, 206]);
  assert.deepEqual(read("units", rows[3]), [12, 10, 212]);
});

test("rows are sorted by a column either way, or stand in the network's order", () => {
  const rows = rowsOf("units", NETWORK);
  const names = (sort) => sorted(rows, "units", sort, LAYERS).map(({ name }) => name);
  assert.equal(names({ key: "delta", down: true })[0], "output");
  assert.equal(names({ key: "delta", down: false })[0], "hidden 1, unit 1");
  assert.equal(names({ key: null, down: true })[0], "output");
});

test("numbers are brief, signed and of six digits", () => {
  const shown = [0, 0.1234567891, -1.5, 1.23456789e-7, -2e9, NaN].map(brief);
  assert.deepEqual(shown, ["0", "0.123457", "−1.50000", "1.2346e−7", "−2.0000e9", "–"]);
});
