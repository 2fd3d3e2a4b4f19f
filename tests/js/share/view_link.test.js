import assert from "node:assert/strict";
import { test } from "node:test";

import { initialState } from "../../../static/js/core/state.js";
import { DEFAULT_SPEED, VIEW_NAMES } from "../../../static/js/protocol.js";
import { firstView, PARTS, readView, writeView } from "../../../static/js/share/view_link.js";

const FIRST = { ...initialState({ catalogue: [] }, "light"), speed: DEFAULT_SPEED };
const shown = (view, more = {}) => ({ ...FIRST, ...more, view: { ...FIRST.view, ...view } });

/** What a state's view reads as, written and read again. */
function again(state) {
  const { view, later, wrong } = readView(writeView(state));
  assert.deepEqual(wrong, []);
  return { ...view, ...later };
}

test("every part has a name that a link may hold", () => {
  assert.deepEqual(Object.keys(PARTS), [...VIEW_NAMES]);
});

test("the page's first look leaves no trace", () => {
  assert.deepEqual(writeView(FIRST), {});
  assert.deepEqual(readView(""), { view: {}, later: {}, wrong: [] });
});

test("what was chosen comes back", () => {
  const looks = [
    { below: "layers", edges: "gradient", part: "penalty", metric: "both", log: true },
    { sets: { train: false, validation: true, test: true }, errors: true },
    { sets: { train: false, validation: false, test: false } },
    { test: false, ghost: false, horizon: 900 },
  ];
  for (const look of looks) assert.deepEqual(again(shown(look)), look);
});

test("what needs the run comes back for later", () => {
  const places = [
    { kind: "edge", layer: 2, from: 0, to: 3 },
    { kind: "unit", layer: 0, unit: 1 },
    { kind: "bias", layer: 1, unit: 7 },
  ];
  for (const pinned of places) assert.deepEqual(again(shown({ pinned })), { focus: pinned });
  const state = shown({ example: 3, point: 0 }, { speed: null, frame: { visit: { epoch: 12 } } });
  assert.deepEqual(again(state), { epoch: 12, speed: null, example: 3, point: 0 });
  assert.deepEqual(again(shown({}, { speed: 1.5 })), { speed: 1.5 });
});

test("a part that stands for nothing is left out alone, and told", () => {
  const { view, later, wrong } = readView("?pane=nowhere&edges=gradient&speed=5000&focus=edge.1.2&learning_rate=1&utm_source=x");
  assert.deepEqual(view, { edges: "gradient" });
  assert.deepEqual(later, {});
  assert.deepEqual(wrong, ["pane=nowhere", "speed=5000", "focus=edge.1.2"]);
});

test("odd texts stand for nothing", () => {
  const odd = [
    ...["epoch=-1", "epoch=1e3", "epoch=20001", "epoch= 5", "epoch=", "pane=__proto__", "edges=toString"],
    ...["focus=bias.0.1", "focus=layer.1.1", "focus=unit.1", "focus=unit.1.1.1", "focus=edge.0.1.1", "focus=unit.x.1"],
    ...["sets=all", "sets=", "sets=train.", "speed=0", "speed=NaN", "horizon=0", "axis=on", "errors=1", "point=１"],
  ];
  for (const text of odd) {
    const { view, later, wrong } = readView(text);
    assert.deepEqual([view, later, wrong.length], [{}, {}, 1], text);
  }
});

test("a part that stands there twice is none", () => {
  const { view, wrong } = readView("pane=layers&pane=runs");
  assert.deepEqual([view, wrong], [{}, ["pane=layers", "pane=runs"]]);
});

test("the first look takes back all that a link can set at once", () => {
  const set = shown({ below: "runs", edges: "change", part: "data", metric: "accuracy", log: true, test: false, errors: true, ghost: false, horizon: 9, sets: {} });
  assert.deepEqual(writeView({ ...FIRST, view: { ...set.view, ...firstView() } }), {});
});
