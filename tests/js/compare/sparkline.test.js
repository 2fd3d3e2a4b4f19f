import assert from "node:assert/strict";
import { test } from "node:test";
import { BOX, sparkPath } from "../../../static/js/compare/sparkline.js";

test("a small curve goes from edge to edge, and down where errors fall", () => {
  const path = sparkPath([0, 5, 10], [1, 0.5, 0], { last: 10, low: 0, high: 1 });
  const { width, height, edge } = BOX;
  assert.equal(path, `M${edge}.0 ${edge}.0L${width / 2}.0 ${height / 2}.0L${width - edge}.0 ${height - edge}.0`);
});

test("where there is no number there is a gap", () => {
  const path = sparkPath([0, 1, 2, 3], [1, null, 1, 1], { last: 3, low: 0, high: 1 });
  assert.equal(path.match(/M/g).length, 2);
});

test("a flat curve has a height", () => {
  assert.doesNotMatch(sparkPath([0], [1], { last: 0, low: 1, high: 1 }), /NaN/);
});
