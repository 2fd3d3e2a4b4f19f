import assert from "node:assert/strict";
import { test } from "node:test";

import { createCountdown } from "../../../static/js/core/countdown.js";

function counting() {
  const heard = [];
  const clock = { ms: 0, act: null, now: () => clock.ms };
  clock.every = (act) => (clock.act = act);
  clock.stop = () => (clock.act = null);
  clock.pass = (ms) => {
    clock.ms += ms;
    clock.act?.();
  };
  const countdown = createCountdown({ tick: (n) => heard.push(n), done: () => heard.push("done"), clock });
  return { heard, clock, countdown };
}

test("each second is told once, and the end once", () => {
  const { heard, clock, countdown } = counting();
  countdown.start(3);
  for (let step = 0; step < 20; step++) clock.pass(250);
  assert.deepEqual(heard, [3, 2, 1, null, "done"]);
});

test("a timer that is late skips seconds, not the end", () => {
  const { heard, clock, countdown } = counting();
  countdown.start(60);
  clock.pass(58_500);
  clock.pass(60_000);
  assert.deepEqual(heard, [60, 2, null, "done"]);
});

test("what is stopped or started again does not end", () => {
  const { heard, clock, countdown } = counting();
  countdown.start(2);
  countdown.start(5);
  countdown.stop();
  countdown.stop();
  clock.pass(9000);
  assert.deepEqual(heard, [2, null, 5, null]);
});
