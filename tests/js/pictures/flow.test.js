import assert from "node:assert/strict";
import { test } from "node:test";
import { paintFlow } from "../../../static/js/pictures/flow.js";
import { layoutNetwork } from "../../../static/js/pictures/geometry.js";

/** The dots of a 1-2-1 network on their way through the edges into `layer`. */
function dots(layer, way, part) {
  const painted = [];
  const context = {
    beginPath() {},
    fill() {},
    arc(x, y, radius) {
      painted.push({ x, radius, color: this.fillStyle });
    },
  };
  const geometry = layoutNetwork([1, 2, 1], { width: 600, height: 300 });
  const scene = {
    geometry,
    values: Float32Array.of(1, -0.1, 2, 2),
    limit: 2,
    colors: { positive: "blue", negative: "orange" },
  };
  paintFlow(context, scene, { layer, way }, part);
  return { painted, edges: geometry.edges };
}

test("forward a dot leaves the source, backward the target", () => {
  const on = dots(1, 1, 0);
  assert.deepEqual(on.painted.map(({ x }) => x), [on.edges[0].x0, on.edges[1].x0]);
  const back = dots(1, -1, 0);
  assert.deepEqual(back.painted.map(({ x }) => x), [on.edges[0].x1, on.edges[1].x1]);
});

test("a dot is as large as its edge is strong, in the colour of its sign", () => {
  const [strong, weak] = dots(1, 1, 0.5).painted;
  assert.ok(strong.radius > weak.radius);
  assert.deepEqual([strong.color, weak.color], ["blue", "orange"]);
});

test("once they have arrived nothing is left to see", () => {
  assert.deepEqual(dots(2, 1, 1).painted, []);
  assert.equal(dots(2, 1, 0.9).painted.length, 2);
});
