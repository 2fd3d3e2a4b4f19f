import assert from "node:assert/strict";
import { test } from "node:test";
import { calmly } from "../../../static/js/core/calm.js";

function calmed() {
  const written = [];
  const clock = { time: 0, jobs: [] };
  const write = calmly((value) => written.push(value), {
    now: () => clock.time,
    later: (run, pause) => clock.jobs.push({ run, at: clock.time + pause }),
  });
  const advance = (time) => {
    clock.time = time;
    const due = clock.jobs.filter(({ at }) => at <= time);
    clock.jobs = clock.jobs.filter(({ at }) => at > time);
    for (const { run } of due) run();
  };
  return { write: (value) => write(true, value), writeNow: (value) => write(false, value), written, advance };
}

test("what comes first, or after a pause, is written at once", () => {
  const { write, written, advance } = calmed();
  write(1);
  advance(100);
  write(2);
  assert.deepEqual(written, [1, 2]);
});

test("of what comes too fast the newest is written when the pause is over", () => {
  const { write, written, advance } = calmed();
  for (const [time, value] of [[0, 1], [16, 2], [33, 3], [50, 4]]) {
    advance(time);
    write(value);
  }
  assert.deepEqual(written, [1]);
  advance(99);
  assert.deepEqual(written, [1]);
  advance(100);
  assert.deepEqual(written, [1, 4]);
  advance(500);
  assert.deepEqual(written, [1, 4]);
});

test("a timer that comes late writes nothing twice", () => {
  const { write, written, advance } = calmed();
  write(1);
  advance(10);
  write(2);
  advance(99);
  write(3);
  advance(250);
  write(4);
  advance(300);
  assert.deepEqual(written, [1, 3]);
  advance(350);
  assert.deepEqual(written, [1, 3, 4]);
});

test("what a resting training shows is written at once, and not overwritten", () => {
  const { write, writeNow, written, advance } = calmed();
  write(1);
  advance(10);
  write(2);
  advance(20);
  writeNow(3);
  advance(200);
  assert.deepEqual(written, [1, 3]);
});
