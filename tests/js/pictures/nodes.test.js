import assert from "node:assert/strict";
import { test } from "node:test";
import { layoutNetwork } from "../../../static/js/pictures/geometry.js";
import { crossLines, paintNodes } from "../../../static/js/pictures/nodes.js";

/** What is painted of a 1-2-1 network: each map with its opacity, each line. */
function painted(dropped) {
  const maps = [];
  const lines = [];
  let from = null;
  const context = {
    fillRect() {},
    strokeRect() {},
    setLineDash() {},
    beginPath() {},
    arc() {},
    fill() {},
    stroke() {},
    moveTo: (x, y) => (from = [x, y]),
    lineTo: (x, y) => lines.push([...from, x, y]),
  };
  const zeros = (units) => ({ biases: new Float32Array(units), deltas: new Float32Array(units) });
  const geometry = layoutNetwork([1, 2, 1], { width: 600, height: 300 });
  paintNodes(context, {
    geometry,
    layers: [zeros(2), zeros(1)],
    limit: 1,
    deltaLimit: 1,
    focus: null,
    dropped,
    colors: {},
    drawMap: (canvas, { layer, unit }) => maps.push([layer, unit, canvas.globalAlpha]),
  });
  return { maps, lines, geometry };
}

test("a dropped unit is crossed out and its map faint", () => {
  const { maps, lines, geometry } = painted((layer, unit) => layer === 1 && unit === 1);
  assert.deepEqual(lines, crossLines(geometry.columns[1].units[1]));
  const opacity = ([, , alpha]) => alpha;
  assert.deepEqual(maps.map(opacity).map((alpha) => alpha === 1), [true, true, false, true]);
});

test("without dropout nothing is crossed out", () => {
  assert.deepEqual(painted(null).lines, []);
});
