import assert from "node:assert/strict";
import { test } from "node:test";
import { aligned, alignedCells, backwardTerms, exampleTerms, forwardTerms } from "../../../static/js/formulas/terms.js";
import { asText } from "../../../static/js/formulas/tree.js";

const PLACE = { layer: 2, unit: 1 };
const many = (make) => Array.from({ length: 32 }, (_, i) => make(i));
const labels = (rows) => rows.map(({ label }) => asText(label));
const plain = (cells) => cells.map((each) => each.trim());

test("every one of 32 terms has its row, which stands for its edge", () => {
  const forward = many((source) => ({ source, weight: source, activation: 2, product: 2 * source }));
  const { rows, foot } = forwardTerms(PLACE, { forward, bias: -1, z: 991 });
  assert.equal(rows.length, 32);
  assert.deepEqual(rows[31].focus, { kind: "edge", layer: 2, from: 31, to: 1 });
  assert.deepEqual(rows[31].cells, [31, 2, 62]);
  assert.equal(asText(rows[31].label), "a32(1)");
  assert.deepEqual(labels(foot), ["b2(2)", "sum z2(2)"]);
  assert.deepEqual(foot[0].focus, { kind: "bias", layer: 2, unit: 1 });
  assert.deepEqual(foot[1].cells, [null, null, 991]);
});

test("what comes back is summed, times the slope, times dropout's factor", () => {
  const backward = many((to) => ({ to, weight: 1, delta: to, product: to }));
  const values = { backward, total: 496, derivative: 0.5, mask: 2, delta: 496 };
  const { rows, foot } = backwardTerms(PLACE, values);
  assert.deepEqual(rows[31].focus, { kind: "edge", layer: 3, from: 1, to: 31 });
  assert.deepEqual(labels(foot), ["sum", "times φ′(z)", "times m", "δ2(2)"]);
  assert.deepEqual(foot.map(({ cells }) => cells[2]), [496, 0.5, 2, 496]);
  assert.equal(backwardTerms(PLACE, { ...values, mask: 1 }).foot.length, 3);
});

test("examples are counted in the batch, a page of them", () => {
  const examples = many((i) => ({ activation: 1, delta: i, product: i })).slice(0, 5);
  const values = { examples, first: 20, looked: 22, count: 25, data_gradient: 7 };
  const edge = exampleTerms(values, false, "a");
  assert.deepEqual(labels(edge.rows), ["21", "22", "23", "24", "25"]);
  assert.deepEqual(edge.rows.map(({ example }) => example), [20, 21, 22, 23, 24]);
  assert.deepEqual(edge.rows.map(({ isLooked }) => isLooked), [false, false, true, false, false]);
  assert.deepEqual(edge.foot[0].cells, [null, null, 7]);
  assert.equal(asText(edge.foot[0].label), "mean of 25");
  const bias = exampleTerms(values, true, null);
  assert.deepEqual(bias.rows[1].cells, [1]);
  assert.deepEqual(bias.foot[0].cells, [7]);
});

test("decimal points stand below each other, and no cell grows a digit", () => {
  const rows = [[-12.5, null], [3, 1], [0.25, 1e-7]].map((cells) => ({ cells }));
  const cells = alignedCells({ rows, foot: [] });
  assert.deepEqual(cells.map(plain), [["−12.5", ""], ["3", "1"], ["0.25", "1e−7"]]);
  const behind = (text) => text.length - /^−?\d+/.exec(text)[0].length;
  assert.deepEqual(cells.map(([first]) => behind(first)), [3, 3, 3]);
  assert.equal(behind(cells[1][1]), behind(cells[2][1]));
});

test("text after a number stands behind its decimals; what is given stays as it is", () => {
  const given = [["0.5", "0 (dropped)"], ["−12", "0.25"]];
  assert.deepEqual(aligned(given), [
    ["0.5", "0 (dropped)"],
    ["−12\u2007\u2007", `0.25${"\u2007".repeat(7)}`],
  ]);
  assert.deepEqual(given[1], ["−12", "0.25"]);
});
