import assert from "node:assert/strict";
import { test } from "node:test";
import { createPlotly } from "../../../static/js/core/plotly.js";

/** Plotly that writes down which figure was drawn, and with what. */
function setUp() {
  const drawn = [];
  const library = { react: (root, data) => drawn.push([root.name, data]), purge() {} };
  let woken = 0;
  const timers = [];
  const wake = () => {
    woken += 1;
  };
  const plotly = createPlotly(library, wake, (run, pause) => timers.push([run, pause]));
  const roots = ["a", "b"].map((name) => ({ name, on() {} }));
  for (const root of roots) plotly.mount(root, {});
  return { plotly, roots, drawn, timers, woken: () => woken };
}

const figure = (data) => () => ({ data, layout: {} });

test("an animation frame does at most one job, and the rest waits its turn", () => {
  const { plotly, roots, drawn } = setUp();
  plotly.draw(roots[0], figure(1));
  plotly.draw(roots[1], figure(2));
  assert.equal(plotly.work(1000), true);
  assert.deepEqual(drawn, [["a", 1]]);
  assert.equal(plotly.work(1016), false);
  assert.deepEqual(drawn, [["a", 1], ["b", 2]]);
});

test("a figure that has nothing to show any more is left as it was", () => {
  const { plotly, roots, drawn } = setUp();
  plotly.draw(roots[0], () => null);
  plotly.draw(roots[1], figure(2));
  assert.equal(plotly.work(1000), true);
  assert.equal(plotly.work(1016), false);
  assert.deepEqual(drawn, [["b", 2]]);
  plotly.draw(roots[0], figure(3));
  plotly.work(1020);
  assert.deepEqual(drawn, [["b", 2], ["a", 3]]);
});

test("of a figure's jobs the newest wins", () => {
  const { plotly, roots, drawn } = setUp();
  plotly.draw(roots[0], figure(1));
  plotly.draw(roots[0], figure(2));
  plotly.work(1000);
  assert.deepEqual(drawn, [["a", 2]]);
});

test("a paced figure waits until its pause is over", () => {
  const { plotly, roots, drawn, timers, woken } = setUp();
  const now = performance.now();
  plotly.draw(roots[0], figure(1), 220);
  plotly.work(now);
  plotly.draw(roots[0], figure(2), 220);
  plotly.draw(roots[0], figure(3), 220);
  assert.equal(plotly.work(now + 100), false);
  assert.equal(drawn.length, 1);
  assert.deepEqual([woken(), timers.length], [1, 1]);
  timers[0][0]();
  assert.equal(woken(), 2);
  plotly.work(now + 220);
  assert.deepEqual(drawn.at(-1), ["a", 3]);
});

test("a figure that must be drawn at once does not wait", () => {
  const { plotly, roots, drawn } = setUp();
  plotly.draw(roots[0], figure(1), 220);
  plotly.work(1000);
  plotly.draw(roots[0], figure(2));
  plotly.work(1001);
  assert.equal(drawn.length, 2);
});

test("asking for a drawing asks for an animation frame", () => {
  const { plotly, roots, woken } = setUp();
  plotly.draw(roots[0], figure(1));
  assert.equal(woken(), 1);
});

test("a figure that fails is not tried for ever", () => {
  const { plotly, roots } = setUp();
  plotly.draw(roots[0], () => {
    throw new Error("no figure");
  });
  assert.throws(() => plotly.work(1000), /no figure/);
  assert.equal(plotly.work(1016), false);
});

test("listeners are attached once, after the first drawing", () => {
  const { plotly } = setUp();
  const heard = [];
  const root = { name: "c", on: (name) => heard.push(name) };
  plotly.mount(root, {}, { plotly_hover() {} });
  for (const now of [1, 2]) {
    plotly.draw(root, figure(now));
    plotly.work(now * 1000);
  }
  assert.deepEqual(heard, ["plotly_hover"]);
});
