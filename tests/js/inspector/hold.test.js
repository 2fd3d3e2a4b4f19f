import assert from "node:assert/strict";
import { test } from "node:test";
import { createHold } from "../../../static/js/inspector/hold.js";

const frame = (parts = {}) => ({
  run: "a",
  generation: 1,
  update: 0,
  state: "paused",
  walk: { position: 0 },
  ...parts,
});

/** Held at the first of the frames: whether it still is after each of the others. */
function heldAfter(first, ...others) {
  const hold = createHold();
  hold.follow(frame(first));
  hold.toggle();
  return others.map((parts) => {
    hold.follow(frame(parts));
    return hold.isHeld();
  });
}

test("numbers held at rest stay until the next step, also one back", () => {
  assert.deepEqual(heldAfter({ update: 4 }, { update: 4 }, { update: 5 }), [true, false]);
  assert.deepEqual(heldAfter({ update: 4 }, { update: 3 }), [false]);
  const running = { update: 5, state: "running" };
  assert.deepEqual(heldAfter({ update: 4 }, running, { update: 5 }), [true, false]);
});

test("numbers held during training outlast the pause, not the step after it", () => {
  const running = (update) => ({ update, state: "running" });
  const after = heldAfter(running(4), running(9), { update: 12 }, { update: 12 }, { update: 13 });
  assert.deepEqual(after, [true, true, true, false]);
});

test("a walk lets them go", () => {
  assert.deepEqual(heldAfter({}, { walk: { position: 1 } }), [false]);
});

test("a network that is built anew lets them go, at the same update too", () => {
  assert.deepEqual(heldAfter({}, { generation: 2 }), [false]);
  assert.deepEqual(heldAfter({}, { run: "b" }), [false]);
});

test("what was let go stays so until it is held again", () => {
  const hold = createHold();
  hold.follow(frame());
  hold.toggle();
  hold.release();
  hold.follow(frame());
  assert.equal(hold.isHeld(), false);
  hold.toggle();
  assert.equal(hold.isHeld(), true);
  hold.toggle();
  assert.equal(hold.isHeld(), false);
});
