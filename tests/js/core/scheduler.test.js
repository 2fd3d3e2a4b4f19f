import assert from "node:assert/strict";
import { test } from "node:test";

import { createScheduler } from "../../../static/js/core/scheduler.js";

function setUp({ hidden = false, ...options } = {}) {
  const frames = [];
  const timers = [];
  const confirmed = [];
  const clock = {
    request: (run) => frames.push(run),
    later: (run) => timers.push(run),
    hidden: () => hidden,
  };
  let state = 0;
  const scheduler = createScheduler({
    state: () => state,
    confirm: (now) => confirmed.push(now),
    clock,
    ...options,
  });
  const next = (value) => {
    state = value;
    scheduler.invalidate();
  };
  return { scheduler, frames, timers, confirmed, next };
}

test("however often it is asked, a panel is drawn once a frame with the newest state", () => {
  const { scheduler, frames, confirmed, next } = setUp();
  const drawn = [];
  scheduler.add({ render: (state) => drawn.push(state) });
  [1, 2, 3].forEach(next);
  assert.equal(frames.length, 1);
  frames[0]();
  assert.deepEqual(drawn, [3]);
  assert.deepEqual(confirmed, [3]);
});

test("a panel that fails holds up neither the others nor the stream", () => {
  const failures = [];
  const { scheduler, frames, confirmed } = setUp({ fail: (error) => failures.push(error.message) });
  let drawn = 0;
  scheduler.add({
    render() {
      throw new Error("broken");
    },
  });
  scheduler.add({ render: () => (drawn += 1) });
  frames[0]();
  assert.equal(drawn, 1);
  assert.deepEqual(failures, ["broken"]);
  assert.equal(confirmed.length, 1);
});

test("work that is left over gets further frames", () => {
  let left = 2;
  const { scheduler, frames } = setUp({ work: () => (left -= 1) > 0 });
  scheduler.wake();
  frames[0]();
  frames[1]();
  assert.equal(left, 0);
  assert.equal(frames.length, 2);
});

test("a hidden tab confirms by a timer, so that the stream goes on", () => {
  const { timers, confirmed, next } = setUp({ hidden: true });
  next(1);
  next(2);
  assert.equal(timers.length, 1);
  timers[0]();
  assert.deepEqual(confirmed, [2]);
  next(3);
  assert.equal(timers.length, 2);
});
