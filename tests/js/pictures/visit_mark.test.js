import assert from "node:assert/strict";
import { test } from "node:test";
import { paintVisit, visitMark } from "../../../static/js/pictures/visit_mark.js";

const scene = { sets: ["train", "validation"], metric: "error" };
const looking = (epoch, { validation = 2.5 } = {}) => ({
  frame: {
    visit: epoch === null ? null : { epoch },
    errors: { train: 2, validation, test: null },
    accuracy: { train: 0.9, validation: 0.8, test: null },
  },
});

test("each curve has its point at the epoch looked at", () => {
  assert.deepEqual(visitMark(looking(2), scene), {
    x: 2,
    text: "epoch 2",
    points: [
      { set: "train", value: 2 },
      { set: "validation", value: 2.5 },
    ],
  });
});

test("a curve without a number there has no point", () => {
  const { points } = visitMark(looking(1, { validation: null }), scene);
  assert.deepEqual(points, [{ set: "train", value: 2 }]);
});

test("accuracies have theirs where they are shown", () => {
  const { points } = visitMark(looking(1), { sets: ["train"], metric: "accuracy" });
  assert.deepEqual(points, [{ set: "train", value: 0.9 }]);
});

test("in the present nothing is marked", () => {
  assert.equal(visitMark(looking(null), scene), null);
  assert.equal(visitMark({ frame: null }, scene), null);
});

/** A context that keeps where circles and texts were painted. */
function canvas() {
  const painted = { arcs: [], texts: [] };
  const context = new Proxy(painted, {
    get(target, name) {
      if (name === "arc") return (x, y) => target.arcs.push([x, y]);
      if (name === "fillText") return (text, x) => target.texts.push([text, x]);
      if (name === "measureText") return () => ({ width: 40 });
      return target[name] ?? (() => {});
    },
    set: () => true,
  });
  return { context, painted };
}
const place = (log) => ({
  plot: { x: 10, y: 0, width: 100, height: 50 },
  axes: { log, across: (x) => 10 + x * 25, down: (y) => 50 - y },
  color: (name) => name,
});

test("on a logarithmic axis points stand at their exponents", () => {
  for (const [log, y] of [[false, -50], [true, 48]]) {
    const { context, painted } = canvas();
    paintVisit(context, { x: 1, text: "epoch 1", points: [{ set: "train", value: 100 }] }, place(log));
    assert.deepEqual(painted.arcs, [[35, y]]);
  }
});

test("the label stands left of the line where there is no room at its right", () => {
  for (const [x, at] of [[1, 40], [4, 110 - 5 - 43.4]]) {
    const { context, painted } = canvas();
    paintVisit(context, { x, text: "epoch 1", points: [] }, place(false));
    assert.ok(Math.abs(painted.texts[0][1] - at) < 1e-9);
  }
});
