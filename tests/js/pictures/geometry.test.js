import assert from "node:assert/strict";
import { test } from "node:test";
import {
  biasMark,
  edgeIndex,
  layoutNetwork,
  pointOn,
  showsMaps,
} from "../../../static/js/pictures/geometry.js";

const BOX = { width: 620, height: 560 };
const HARDEST = [7, 32, 32, 32, 32, 32, 32, 1];

function inside({ x, y, size }, { width, height }) {
  const reach = size / 2;
  return x - reach >= 0 && x + reach <= width && y - reach >= 0 && y + reach <= height;
}

test("every unit lies inside the picture, from one layer to the largest network", () => {
  for (const sizes of [[1, 1], [2, 8, 8, 1], HARDEST]) {
    for (const width of [320, 620, 1200]) {
      const { units } = layoutNetwork(sizes, { width, height: 500 });
      for (const unit of units) assert.ok(inside(unit, { width, height: 500 }), `${sizes} ${width}`);
    }
  }
});

test("units of one layer do not touch", () => {
  for (const column of layoutNetwork(HARDEST, BOX).columns) {
    for (let i = 1; i < column.units.length; i += 1) {
      assert.ok(column.units[i].y - column.units[i - 1].y > column.size);
    }
  }
});

test("edges stand in the order of the weights on the wire", () => {
  const sizes = [2, 3, 2, 1];
  const { edges } = layoutNetwork(sizes, BOX);
  assert.equal(edges.length, 2 * 3 + 3 * 2 + 2 * 1);
  edges.forEach((edge, index) => assert.equal(edgeIndex(sizes, edge), index));
  assert.deepEqual([edges[1].from, edges[1].to, edges[3].from, edges[3].to], [0, 1, 1, 0]);
});

test("an edge goes from the right side of one unit to the left side of the other", () => {
  const { edges, columns } = layoutNetwork([2, 3, 1], BOX);
  const [edge] = edges;
  assert.equal(edge.x0, columns[0].x + columns[0].size / 2);
  assert.equal(edge.x1, columns[1].x - columns[1].size / 2);
});

test("a curve begins and ends where its edge does", () => {
  const edge = { x0: 10, y0: 20, x1: 110, y1: 80 };
  assert.deepEqual(pointOn(edge, 0), { x: 10, y: 20 });
  assert.deepEqual(pointOn(edge, 1), { x: 110, y: 80 });
  assert.deepEqual(pointOn(edge, 0.5), { x: 60, y: 50 });
});

test("the targets at 30 % of all edges between two layers are apart", () => {
  const { edges } = layoutNetwork([8, 8], BOX);
  const places = edges.map((edge) => pointOn(edge, 0.3));
  for (let i = 0; i < places.length; i += 1) {
    for (let j = 0; j < i; j += 1) {
      const apart = Math.hypot(places[i].x - places[j].x, places[i].y - places[j].y);
      assert.ok(apart > 1, `${i} and ${j}`);
    }
  }
});

test("small units give up their maps", () => {
  const large = layoutNetwork([2, 8, 1], BOX).columns[1];
  const small = layoutNetwork([2, 32, 1], { width: 320, height: 300 }).columns[1];
  assert.deepEqual([showsMaps(large), showsMaps(small)], [true, false]);
});

test("a bias mark stands at the lower left corner of its unit", () => {
  const mark = biasMark({ x: 100, y: 50, size: 20 });
  assert.deepEqual([mark.x, mark.y], [90, 60]);
});
