import assert from "node:assert/strict";
import { test } from "node:test";
import { createStore } from "../../../static/js/core/store.js";
import { createPointing } from "../../../static/js/pictures/pointing.js";
import { createProbe } from "../../../static/js/pictures/probe.js";

const EDGE = { kind: "edge", layer: 1, from: 0, to: 0 };
const OTHER = { kind: "edge", layer: 1, from: 1, to: 0 };
const INPUT = { kind: "unit", layer: 0, unit: 0 };

function setUp() {
  const view = { focus: null, pinned: null };
  const store = createStore({ view, run: { network: { sizes: [2, 1] } } });
  return { store, pointing: createPointing(store, () => {}) };
}

function key(name, more = {}) {
  return { key: name, preventDefault() {}, ...more };
}

test("what the pointer is on is asked for, until it leaves", () => {
  const { store, pointing } = setUp();
  pointing.hover(EDGE);
  assert.deepEqual(store.get().view.focus, EDGE);
  pointing.hover(null);
  assert.equal(store.get().view.focus, null);
});

test("an input is looked at without asking the server", () => {
  const { store, pointing } = setUp();
  pointing.hover(INPUT);
  assert.equal(store.get().view.focus, null);
  assert.deepEqual(pointing.current(), INPUT);
});

test("a click pins, and the pinned one stays when the pointer goes elsewhere", () => {
  const { store, pointing } = setUp();
  pointing.hover(EDGE);
  pointing.click(EDGE);
  pointing.hover(OTHER);
  assert.deepEqual(store.get().view.focus, EDGE);
  assert.deepEqual(pointing.current(), EDGE);
});

test("a second click or Escape releases", () => {
  for (const release of [(p) => p.click(EDGE), (p) => p.onKey(key("Escape"))]) {
    const { store, pointing } = setUp();
    pointing.click(EDGE);
    release(pointing);
    assert.equal(store.get().view.pinned, null);
  }
});

test("when the keyboard goes elsewhere, only what is pinned stays", () => {
  const { store, pointing } = setUp();
  pointing.onKey(key("ArrowDown"));
  pointing.leave();
  assert.equal(pointing.current(), null);
  pointing.click(EDGE);
  pointing.leave();
  assert.deepEqual(store.get().view.pinned, EDGE);
});

test("what a new network no longer has is forgotten", () => {
  const { store, pointing } = setUp();
  pointing.click(OTHER);
  pointing.check([1, 1]);
  assert.equal(store.get().view.pinned, null);
  assert.equal(pointing.current(), null);
});

test("the keyboard looks at one unit after the other and pins with Enter", () => {
  const { store, pointing } = setUp();
  pointing.onKey(key("ArrowUp"));
  assert.deepEqual(pointing.current(), { kind: "unit", layer: 1, unit: 0 });
  pointing.onKey(key("Enter"));
  assert.deepEqual(store.get().view.pinned, { kind: "unit", layer: 1, unit: 0 });
});

test("one question is under way at a time, and the newest place is asked for last", async () => {
  const asked = [];
  const told = new Promise((resolve) => {
    const ask = async (x) => {
      asked.push(x);
      return { ok: true, output: [x[0]] };
    };
    const probe = createProbe(ask, (answer) => answer.x[0] === 3 && resolve(answer));
    probe.look([1]);
    probe.look([2]);
    probe.look([3]);
  });
  assert.deepEqual((await told).output, [3]);
  assert.ok(asked.length <= 2);
});
