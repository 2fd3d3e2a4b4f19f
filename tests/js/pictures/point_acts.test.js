import assert from "node:assert/strict";
import { test } from "node:test";
import { createPointActs } from "../../../static/js/pictures/point_acts.js";

const DATA = { set: Uint8Array.of(0, 1, 2, 3), target: Float32Array.of(1, 0, 0, 0), classes: ["a", "b"] };

function setUp({ click, below = null, refusal = "", kept = "", isTaken = true }) {
  const sent = [];
  const told = [];
  const send = (...what) => (sent.push(what), Promise.resolve({ ok: isTaken }));
  const editing = {
    refusal: () => refusal,
    kept: () => kept,
    isSealed: (row) => row === 2,
    isPossible: () => !refusal,
    canFlip: (row) => row < 2,
    canRemove: (row) => row < 2 && !kept,
    canRestore: (row) => row === 3,
    ...Object.fromEntries(["flip", "remove", "restore", "add"].map((name) => [name, (...given) => send(name, ...given)])),
  };
  const picking = { isPossible: () => true, isTraining: (row) => row === 0, pick: (row) => send("pick", row) };
  const ctx = {
    store: { get: () => ({ view: { click, below }, run: { data: DATA } }) },
    editing,
    picking,
    examining: { choose: (row) => send("choose", row) },
    report: ({ field, message }) => told.push([field, message]),
  };
  const acts = createPointActs(ctx, { tell: (words) => told.push(words), show: () => told.push("shown") });
  return { sent, told, acts, rest: () => new Promise(setImmediate) };
}

test("what was done to a point is told once it is done", async () => {
  const { acts, told, sent, rest } = setUp({ click: "remove" });
  acts.act(0);
  assert.deepEqual(told, []);
  await rest();
  acts.act(3);
  await rest();
  assert.deepEqual(told, ["Point 1: removed.", "Point 4: brought back."]);
  assert.deepEqual(sent, [["remove", 0], ["restore", 3]]);
  const flips = setUp({ click: "flip" });
  flips.acts.act(0);
  await flips.rest();
  assert.deepEqual(flips.told, ["Point 1: its label is now a."]);
  const refused = setUp({ click: "flip", isTaken: false });
  refused.acts.act(0);
  await refused.rest();
  assert.deepEqual(refused.told, [], "the server's own words are shown");
});

test("what cannot be done says why", () => {
  const refusal = "Looking at epoch 5";
  for (const click of ["flip", "remove", "add"]) {
    const { acts, told, sent } = setUp({ click, refusal });
    acts.act(0);
    acts.add([0, 1], 1);
    assert.deepEqual(told, [["points", "Looking at epoch 5."], ["points", "Looking at epoch 5."]]);
    assert.deepEqual(sent, []);
  }
  const last = setUp({ click: "remove", kept: "The last training point stays" });
  last.acts.act(0);
  assert.deepEqual(last.told, [["points", "The last training point stays."]]);
  assert.deepEqual(last.sent, []);
});

test("by keyboard, a point is added by its numbers and chosen by arrows", () => {
  const { acts, told, sent } = setUp({ click: "add" });
  acts.act(0);
  acts.act(null);
  assert.match(told[0], /give its numbers: Point/);
  assert.equal(told[1], told[0]);
  const none = setUp({ click: "flip" });
  none.acts.act(null);
  assert.match(none.told[0], /arrow keys/);
  assert.deepEqual([sent, none.sent], [[], []]);
});

test("looking goes on while an earlier epoch is looked at", () => {
  const { acts, sent } = setUp({ click: "look", refusal: "Looking at epoch 5" });
  for (const row of [1, 2, 3]) acts.act(row);
  assert.deepEqual(sent, [["choose", 1]]);
  const walk = setUp({ click: "look", below: "phases" });
  walk.acts.act(0);
  assert.deepEqual(walk.sent, [["pick", 0]]);
});
