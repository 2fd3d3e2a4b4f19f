import assert from "node:assert/strict";
import { test } from "node:test";
import { createMotion } from "../../../static/js/core/motion.js";

function setUp(isReduced = false) {
  let now = 1000;
  const motion = createMotion({ now: () => now, isReduced: () => isReduced });
  return { motion, pass: (time) => (now += time) };
}

test("a movement goes from 0 to 1 in its time", () => {
  const { motion, pass } = setUp();
  assert.equal(motion.part(), 1, "nothing has begun");
  motion.start(200);
  assert.equal(motion.part(), 0);
  pass(50);
  assert.equal(motion.part(), 0.25);
  assert.ok(motion.isMoving());
  pass(200);
  assert.equal(motion.part(), 1);
  assert.ok(!motion.isMoving());
});

test("held it stands still, and goes on from there", () => {
  const { motion, pass } = setUp();
  motion.start(200);
  pass(100);
  motion.hold(true);
  pass(500);
  assert.equal(motion.part(), 0.5);
  assert.ok(!motion.isMoving());
  motion.hold(false);
  assert.equal(motion.part(), 0.5);
  pass(50);
  assert.equal(motion.part(), 0.75);
});

test("with reduced motion it is at its end at once", () => {
  const { motion } = setUp(true);
  motion.start(200);
  assert.equal(motion.part(), 1);
  assert.ok(!motion.isMoving());
});

test("it can be brought to its end", () => {
  const { motion } = setUp();
  motion.start(200);
  motion.finish();
  assert.equal(motion.part(), 1);
});
