import assert from "node:assert/strict";
import { test } from "node:test";

import { createQueue } from "../../../static/js/core/queue.js";

/** Work that is done when it is told so. */
function slow(done, name) {
  let finish;
  const promise = new Promise((resolve) => (finish = resolve));
  const work = async () => {
    done.push(`${name} begins`);
    await promise;
    done.push(`${name} ends`);
  };
  return { work, finish };
}

test("what is asked for meanwhile is done afterwards, in its order", async () => {
  const done = [];
  const ask = createQueue();
  const first = slow(done, "a");
  const end = ask(first.work);
  ask(() => done.push("b"));
  ask(() => done.push("c"));
  assert.deepEqual(done, ["a begins"]);
  first.finish();
  await end;
  assert.deepEqual(done, ["a begins", "a ends", "b", "c"]);
});

test("a held key asks only where nothing is on its way", async () => {
  const done = [];
  const ask = createQueue();
  const first = slow(done, "a");
  const end = ask(first.work);
  ask(() => done.push("held"), { repeat: true });
  first.finish();
  await end;
  await ask(() => done.push("held later"), { repeat: true });
  assert.deepEqual(done, ["a begins", "a ends", "held later"]);
});

test("a fault ends what waited behind it, and the next press works", async () => {
  const done = [];
  const ask = createQueue();
  const end = ask(async () => {
    throw new Error("no");
  });
  ask(() => done.push("behind"));
  await assert.rejects(end, /no/);
  await ask(() => done.push("next"));
  assert.deepEqual(done, ["next"]);
});

test("what waits is bounded", async () => {
  let count = 0;
  const ask = createQueue();
  const first = slow([], "a");
  const end = ask(first.work);
  for (let i = 0; i < 1000; i += 1) ask(() => (count += 1));
  first.finish();
  await end;
  assert.equal(count, 200);
});

test("what waits is forgotten where something else was pressed", async () => {
  const done = [];
  const ask = createQueue();
  const first = slow(done, "a");
  const end = ask(first.work);
  ask(() => done.push("b"));
  ask.drop();
  first.finish();
  await end;
  assert.deepEqual(done, ["a begins", "a ends"]);
  await ask(() => done.push("c"));
  assert.equal(done.at(-1), "c");
});
