import assert from "node:assert/strict";
import { test } from "node:test";
import { edgeLook, MOST_EDGES, paintEdges, sortByStrength, widest } from "../../../static/js/pictures/edges.js";
import { layoutNetwork } from "../../../static/js/pictures/geometry.js";

const COLORS = { positive: "blue", negative: "orange" };

/** A canvas that writes down each stroke. */
function recorder() {
  const strokes = [];
  let dash = [];
  return {
    strokes,
    beginPath() {},
    moveTo() {},
    bezierCurveTo() {},
    setLineDash: (spaces) => {
      dash = spaces;
    },
    stroke() {
      const { strokeStyle: color, lineWidth: width, globalAlpha: opacity } = this;
      strokes.push({ color, width, opacity, dashed: dash.length > 0 });
    },
  };
}

function scene(sizes, values, more) {
  const geometry = layoutNetwork(sizes, { width: 600, height: 400 });
  const order = Uint16Array.from(values, (_, i) => i);
  sortByStrength(values, order);
  return { geometry, values, order, limit: 2, focus: null, colors: COLORS, ...more };
}

test("the strongest edge is painted last, on top", () => {
  const order = sortByStrength(Float32Array.of(0.5, -2, 1), Uint16Array.of(0, 1, 2));
  assert.deepEqual([...order], [0, 2, 1]);
});

test("width and opacity grow with the value and sign is a dash too", () => {
  const [weak, strong] = [edgeLook(0.2, 2, 6), edgeLook(-2, 2, 6)];
  assert.ok(strong.width > weak.width && strong.opacity > weak.opacity);
  assert.deepEqual([weak.dashed, strong.dashed], [false, true]);
  assert.equal(strong.width, 6);
});

test("a value beyond the scale is not drawn wider than the widest", () => {
  assert.deepEqual(edgeLook(9, 2, 6), edgeLook(2, 2, 6));
});

test("each edge is stroked on its own, in the colour of its sign", () => {
  const context = recorder();
  paintEdges(context, scene([2, 1], Float32Array.of(1, -2)));
  const seen = context.strokes.map(({ color, dashed }) => [color, dashed]);
  assert.deepEqual(seen, [["blue", false], ["orange", true]]);
});

test("what is not looked at is dimmed", () => {
  const context = recorder();
  const focus = { kind: "edge", layer: 1, from: 0, to: 0 };
  paintEdges(context, scene([2, 1], Float32Array.of(1, -2), { focus }));
  const [lit, dim] = context.strokes;
  assert.ok(lit.opacity > 0.5 && dim.opacity < 0.15);
});

test("of very many edges only the strongest are painted", () => {
  const sizes = [32, 32, 32];
  const values = Float32Array.from({ length: 2048 }, (_, i) => i / 2048);
  const context = recorder();
  paintEdges(context, scene(sizes, values));
  assert.equal(context.strokes.length, MOST_EDGES);
});

test("edges are thinner where units are small", () => {
  const few = layoutNetwork([2, 8, 1], { width: 600, height: 500 });
  const many = layoutNetwork([2, 32, 1], { width: 600, height: 500 });
  assert.ok(widest(many) < widest(few));
});

test("edges at a dropped unit are faint: nothing goes through them", () => {
  const values = Float32Array.of(1, 1, 1, 1);
  const context = recorder();
  const dropped = (layer, unit) => layer === 1 && unit === 0;
  paintEdges(context, scene([1, 2, 1], values, { dropped }));
  const faint = context.strokes.filter(({ opacity }) => opacity < 0.1);
  assert.equal(faint.length, 2);
});
