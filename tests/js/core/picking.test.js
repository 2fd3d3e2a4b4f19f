import assert from "node:assert/strict";
import { test } from "node:test";
import { createPicking, rowBeside, trainingRows } from "../../../static/js/core/picking.js";
import { createStore } from "../../../static/js/core/store.js";

const SETS = Uint8Array.of(1, 0, 2, 0, 0);

function setUp({ state = "paused", point = 3, chance } = {}) {
  const frame = { state, trace: point === null ? null : { point } };
  const store = createStore({ connection: "connected", run: { data: { set: SETS } }, frame });
  const picked = [];
  const walker = { pick: (row) => picked.push(row) };
  return { picked, picking: createPicking({ store, walker, chance }) };
}

test("only training examples can be picked", () => {
  assert.deepEqual(trainingRows({ set: SETS }), [1, 3, 4]);
  const { picking } = setUp();
  assert.ok(picking.isTraining(1));
  assert.ok(!picking.isTraining(0));
});

test("the next one is the next training example, round at the ends", () => {
  assert.equal(rowBeside([1, 3, 4], 4, 1), 1);
  assert.equal(rowBeside([1, 3, 4], 1, -1), 4);
  assert.equal(rowBeside([1, 3, 4], -1, 1), 1, "nothing is shown yet");
  assert.equal(rowBeside([1, 3, 4], -1, -1), 4);
  const { picked, picking } = setUp();
  picking.beside(1);
  picking.beside(-1);
  assert.deepEqual(picked, [4, 1]);
});

test("chance picks among the training examples, training its own", () => {
  const { picked, picking } = setUp({ chance: () => 0.999 });
  picking.random();
  picking.usual();
  assert.deepEqual(picked, [4, null]);
});

test("what has ended takes no more examples", () => {
  assert.ok(setUp({ state: "running" }).picking.isPossible());
  assert.ok(!setUp({ state: "stopped" }).picking.isPossible());
});
