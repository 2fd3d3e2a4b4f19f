import assert from "node:assert/strict";
import { test } from "node:test";
import { createEditing, editCounts, editWords, isThere } from "../../../static/js/core/editing.js";
import { createStore } from "../../../static/js/core/store.js";

// train, validation, test, removed, and an added one
const DATA = {
  set: Uint8Array.of(0, 1, 2, 3, 0),
  edited: Uint8Array.of(1, 0, 0, 1, 0),
  target: Float32Array.of(2, 0, 1, 0, 1),
  classes: ["a", "b", "c"],
  added: 1,
};

function setUp({ state = "running", data = DATA, isOpen = false, connection = "connected", visit = null, settings = {} } = {}) {
  const frame = { state, test_is_open: isOpen, visit };
  const view = { point: null };
  const store = createStore({ connection, run: { data }, frame, settings: { batch_size: 1, ...settings }, view });
  const sent = [];
  const edit = async (asked) => {
    sent.push(asked);
    return { ok: asked?.added?.[0].target !== 99 };
  };
  return { sent, store, editing: createEditing({ store, commands: { edit } }) };
}

test("a label becomes the next class, round at the end", () => {
  const { sent, editing } = setUp();
  editing.flip(0);
  editing.flip(1);
  assert.deepEqual(sent, [{ labels: { 0: 0 } }, { labels: { 1: 1 } }]);
});

test("points are removed, brought back, added, and all of it undone", () => {
  const { sent, editing } = setUp();
  editing.remove(0);
  editing.restore(3);
  editing.add([0.5, 1], 2);
  editing.original();
  assert.deepEqual(sent, [{ removed: [0] }, { restored: [3] }, { added: [{ x: [0.5, 1], target: 2 }] }, null]);
});

test("a point that was added is chosen, one that was refused is not", async () => {
  const { store, editing } = setUp();
  await editing.add([0, 0], 99);
  assert.equal(store.get().view.point, null);
  await editing.add([0.5, 1], 2);
  assert.equal(store.get().view.point, 5);
});

test("what cannot be is not offered", () => {
  const { editing } = setUp();
  assert.deepEqual([0, 1, 2, 3].map(editing.canFlip), [true, true, false, false]);
  assert.deepEqual([0, 2, 3].map(editing.canRemove), [true, false, false]);
  assert.deepEqual([0, 3].map(editing.canRestore), [false, true]);
  assert.ok(setUp({ isOpen: true }).editing.canFlip(2), "an opened test set");
  assert.ok(!setUp({ state: "diverged" }).editing.canRemove(0));
  assert.ok(!setUp({ connection: "lost" }).editing.isPossible());
  const { editing: values } = setUp({ data: { ...DATA, classes: [] } });
  assert.ok(!values.canFlip(0) && values.canRemove(0), "values have no other class");
  assert.ok(isThere(DATA, 2) && !isThere(DATA, 3) && !isThere(DATA, 9));
});

test("nothing of an earlier epoch is changed, and why is said", () => {
  const { editing } = setUp({ state: "paused", visit: { epoch: 5 } });
  assert.equal(editing.refusal(), "Looking at epoch 5: continue from here, try another path or return to latest first");
  assert.ok(![editing.canFlip(0), editing.canRemove(0), editing.canRestore(3)].includes(true));
  assert.equal(setUp().editing.refusal(), "");
});

test("points without which training could not go on stay", () => {
  const { editing } = setUp({ data: { ...DATA, set: Uint8Array.of(0, 1, 2, 3, 3) } });
  assert.ok(!editing.canRemove(0) && editing.canRemove(1));
  assert.equal(editing.kept(0), "The last training point stays");
  assert.equal(editing.kept(1), "");
});

test("what was done is counted and said", () => {
  assert.deepEqual(editCounts(DATA), { flipped: 1, removed: 1, added: 1 });
  assert.equal(editWords(DATA), "1 label changed, 1 point removed, 1 point added");
  const twice = { ...DATA, edited: Uint8Array.of(1, 1, 0, 0, 0), added: 0, set: Uint8Array.of(0, 0, 0, 0, 0) };
  assert.equal(editWords(twice), "2 labels changed");
  assert.equal(editWords({ ...DATA, set: Uint8Array.of(0), edited: Uint8Array.of(0), added: 0 }), "");
});
