import assert from "node:assert/strict";
import { test } from "node:test";
import { createMotion } from "../../../static/js/core/motion.js";
import { createWalkMotion } from "../../../static/js/pictures/walk_motion.js";

function setUp() {
  let now = 0;
  let redraws = 0;
  let playing = false;
  const walker = { pace: 1000, isPlaying: () => playing };
  const clock = { now: () => now, isReduced: () => false };
  const walk = createWalkMotion({ walker, redraw: () => (redraws += 1), motion: createMotion(clock) });
  return {
    part: (update, position) => walk.part({ update, walk: { position, positions: 6 } }),
    pass: (time) => (now += time),
    play: (is) => (playing = is),
    redraws: () => redraws,
  };
}

test("a phase on sets signals going, for half of slow motion's time", () => {
  const { part, pass, redraws } = setUp();
  assert.equal(part(3, 1), 1, "the place where the page was opened");
  assert.equal(part(3, 2), 0);
  pass(250);
  assert.equal(part(3, 2), 0.5);
  assert.equal(redraws(), 2);
  pass(250);
  assert.equal(part(3, 2), 1);
  assert.equal(redraws(), 2, "nothing moves any more");
});

test("a step back, and the update itself, show at once what is there", () => {
  const { part } = setUp();
  part(3, 4);
  assert.equal(part(3, 3), 1);
  part(3, 5);
  assert.equal(part(4, 0), 1);
});

test("slow motion that is paused stands still in the middle", () => {
  const { part, pass, play } = setUp();
  play(true);
  part(3, 1);
  part(3, 2);
  pass(100);
  play(false);
  assert.equal(part(3, 2), 0.2);
  pass(900);
  assert.equal(part(3, 2), 0.2);
  play(true);
  part(3, 2);
  pass(100);
  assert.equal(part(3, 2), 0.4);
});
