import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeTrace, sliceLayers } from "../../../static/js/core/frames.js";
import { belongsWords, brief, cellText, KINDS, rowsOf, sorted } from "../../../static/js/tables/network_rows.js";

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
const floats = (...values) => Float32Array.from(values).buffer;
const SENT = {
  update: 4,
  examples: 10,
  example: 1,
  x: [0.5, -1],
  nets: floats(20, 21, 22, 23),
  activations: floats(30, 0, 32, 33),
  deltas: floats(-1, 0, -3, -4),
  masks: floats(2, 0, 2, 1),
};
const FRAME = { update: 4, layers: LAYERS, trace: decodeTrace(SENT, NETWORK.sizes) };
const read = (kind, row) => KINDS[kind].columns.map((column) => column.read(FRAME, row));

test("what no update has left behind is missing, not 0", () => {
  const first = { ...FRAME, update: 0 };
  const { columns } = KINDS.edges;
  const at = { layer: 0, at: 0, focus: { kind: "edge", layer: 1, from: 0, to: 0 } };
  assert.deepEqual(columns.slice(0, 3).map(({ read: of }) => of(first, at)), [0, NaN, NaN]);
});

test("each edge has one row, with the numbers of the wire's order", () => {
  const rows = rowsOf("edges", NETWORK);
  assert.equal(rows.length, 2 * 3 + 3);
  assert.equal(rows[1].name, "input x₁ → hidden 1, unit 2");
  assert.equal(rows[1].short, "x₁ → h1·2");
  assert.equal(rows[8].short, "h1·3 → out");
  assert.deepEqual(rows[1].focus, { kind: "edge", layer: 1, from: 0, to: 1 });
  assert.deepEqual(read("edges", rows[1]), [1, 101, 201, 0, 0.5]);
  assert.deepEqual(read("edges", rows[8]), [11, 111, 211, -4, 32]);
});

test("each unit but the inputs has one row", () => {
  const rows = rowsOf("units", NETWORK);
  assert.deepEqual(rows.map(({ name }) => name), [
    "hidden 1, unit 1",
    "hidden 1, unit 2",
    "hidden 1, unit 3",
    "output",
  ]);
  assert.deepEqual(read("units", rows[0]), [6, 106, 206, -1, 20, 30]);
  assert.deepEqual(read("units", rows[3]), [12, 112, 212, -4, 23, 33]);
});

test("rows are sorted by a column either way, or stand in the network's order", () => {
  const rows = rowsOf("units", NETWORK);
  const names = (sort) => sorted(rows, "units", sort, FRAME).map(({ name }) => name);
  assert.equal(names({ key: "delta", down: true })[0], "hidden 1, unit 2");
  assert.equal(names({ key: "delta", down: false })[0], "output");
  assert.equal(names({ key: null, down: true })[0], "output");
});

test("numbers are brief, signed and of six digits", () => {
  const shown = [0, 0.1234567891, -1.5, 1.23456789e-7, -2e9, NaN].map(brief);
  assert.deepEqual(shown, ["0", "0.123457", "−1.50000", "1.2346e−7", "−2e9", "–"]);
});

test("a dropped unit says so, in its row and in those of the edges that leave it", () => {
  const texts = (kind, at) => {
    const row = rowsOf(kind, NETWORK)[at];
    return KINDS[kind].columns.map((column) => cellText(column, FRAME, row));
  };
  assert.equal(texts("units", 1).at(-1), "dropped");
  assert.equal(texts("edges", 7).at(-1), "dropped");
  assert.equal(texts("edges", 6).at(-1), "30.0000");
});

test("without an update to look at there is no number, and sorting keeps the order", () => {
  const bare = { ...FRAME, trace: null };
  const rows = rowsOf("edges", NETWORK);
  assert.equal(cellText(KINDS.edges.columns[3], bare, rows[0]), "–");
  const again = sorted(rows, "edges", { key: "activation", down: true }, bare);
  assert.deepEqual(again, rows);
  assert.match(belongsWords("edges", bare), /once an update can be looked at/);
});

test("what the numbers belong to is told", () => {
  const words = (kind, patch = {}, update = 4) =>
    belongsWords(kind, { update, trace: { ...SENT, ...patch } });
  assert.equal(
    words("edges"),
    "δ and a: update 4: example 2 of 10 in the batch. Gradients are means over the batch.",
  );
  assert.match(words("edges", { examples: 1 }), /one example\. The data's gradient is a · δ\.$/);
  assert.match(words("units", { examples: 1 }), /The data's gradient is δ\.$/);
  assert.match(words("units", {}, 3), /4, the next one: .*Gradients and updates are those of update 3\.$/);
  assert.match(words("units", {}, 0), /There was no update yet\.$/);
});
