import assert from "node:assert/strict";
import { test } from "node:test";
import { replayWords } from "../../../static/js/panels/replay.js";
import { ticksOf } from "../../../static/js/panels/replay_ticks.js";

test("an epoch is named with what is remarkable there", () => {
  assert.equal(replayWords(12, 36), "epoch 12 of 36");
  const marks = { best: 16, stop: 36 };
  assert.equal(replayWords(12, 36, marks), "epoch 12 of 36");
  assert.equal(replayWords(16, 36, marks), "epoch 16 of 36, the best epoch");
  assert.equal(replayWords(36, 36, marks), "epoch 36 of 36, where training stopped");
});

test("best epoch, stop and changes are marked, an epoch's changes once", () => {
  const changes = [{ epoch: 4 }, { epoch: 4 }, { epoch: 9 }];
  assert.deepEqual(ticksOf(36, { best: 16, stop: 36 }, changes), [
    { at: 4, kind: "change" },
    { at: 9, kind: "change" },
    { at: 36, kind: "stop" },
    { at: 16, kind: "best" },
  ]);
});

test("what lies beyond the line, or is not known, has no mark", () => {
  assert.deepEqual(ticksOf(8, { best: null, stop: 9 }, []), []);
  assert.deepEqual(ticksOf(8, { best: 8, stop: null }, []), [{ at: 8, kind: "best" }]);
});

test("there are never more flags than could be told apart", () => {
  const changes = Array.from({ length: 1000 }, (_, epoch) => ({ epoch }));
  const ticks = ticksOf(1000, { best: null, stop: null }, changes);
  assert.equal(ticks.length, 120);
  assert.equal(ticks.at(-1).at, 999);
});
