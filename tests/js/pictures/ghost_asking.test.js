import assert from "node:assert/strict";
import { test } from "node:test";

import { createAsking, keyOf } from "../../../static/js/pictures/ghost_asking.js";

const at = (edits, ghost = null) => ({ run: { id: "r", generation: 1 }, frame: { update: 216, edits, ghost } });
const settle = () => new Promise((resolve) => setImmediate(resolve));

/** Asks whose answers come from `answers`, in turn; `later` keeps what is to be done. */
function setUp(answers) {
  const [sent, waiting] = [[], []];
  const asking = createAsking(
    async (horizon) => {
      sent.push(horizon);
      return answers.shift() ?? { ok: true };
    },
    { again: () => asking.ask(at(1), 600), later: (act) => waiting.push(act) },
  );
  return { asking, sent, waiting };
}

test("the same thing is asked once", async () => {
  const { asking, sent } = setUp([]);
  asking.ask(at(1), 600);
  await settle();
  asking.ask(at(1), 600);
  asking.ask(at(2), 600);
  asking.take(at(3), 90);
  asking.ask(at(3), 90);
  assert.deepEqual(sent, [600, 600]);
});

test("nothing is looked away from where nothing is seen", () => {
  const { asking, sent } = setUp([]);
  asking.ask(at(1), null);
  asking.ask(at(2, { start: 1 }), null);
  assert.deepEqual(sent, [null]);
});

test("what a busy server refused is asked again by and by, anything else with the next change", async () => {
  const { asking, sent, waiting } = setUp([{ ok: false, error: { code: "busy" } }, { ok: false, error: { code: "state" } }]);
  asking.ask(at(1), 600);
  await settle();
  assert.equal(waiting.length, 1);
  waiting[0]();
  await settle();
  assert.deepEqual([sent.length, waiting.length], [2, 1]);
  asking.ask(at(1), 600);
  assert.equal(sent.length, 3);
});

test("a refusal of what is no longer asked for changes nothing", async () => {
  const { asking, sent, waiting } = setUp([{ ok: false, error: { code: "busy" } }]);
  asking.ask(at(1), 600);
  asking.ask(at(2), 600);
  await settle();
  asking.ask(at(2), 600);
  assert.deepEqual([sent.length, waiting.length], [2, 0]);
});

test("it is asked for anew where the run was changed since, or another horizon chosen", () => {
  assert.equal(keyOf(at(1), 90), keyOf(at(1), 90));
  assert.notEqual(keyOf(at(1), 90), keyOf(at(2), 90));
  assert.notEqual(keyOf(at(1), 90), keyOf(at(1), 91));
});
