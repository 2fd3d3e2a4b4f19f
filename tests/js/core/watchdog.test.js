import assert from "node:assert/strict";
import { test } from "node:test";

import { Reason } from "../../../static/js/core/diagnosis.js";
import { createStore } from "../../../static/js/core/store.js";
import { AGAIN_MS, FIRST_MS, watchConnection } from "../../../static/js/core/watchdog.js";

const location = new URL("http://127.0.0.1:5000/");
const OFFLINE = { online: false, failure: "failed", status: null, health: null };
const GONE = { ...OFFLINE, online: true };
const UPDATED = { online: true, failure: null, status: 200, health: { status: "ok", version: "2" } };

/** Timers that only `tick` moves. */
function clock() {
  let [now, last] = [0, 0];
  const due = new Map();
  return {
    setTimeout(run, ms) {
      due.set((last += 1), { run, at: now + ms });
      return last;
    },
    clearTimeout: (id) => due.delete(id),
    tick(ms) {
      now += ms;
      for (const [id, { run, at }] of [...due]) {
        if (at <= now && due.delete(id)) run();
      }
    },
    pending: () => due.size,
  };
}

/** Runs `body` with timers that only `tick` moves, and answers that only `say` gives. */
async function watching(start, body) {
  const timers = clock();
  const store = createStore({ connection: "connecting", refusal: null, reason: null, ...start });
  const waiting = [];
  const ask = () => new Promise((resolve) => waiting.push(resolve));
  const dog = watchConnection({ store, version: "1", base: "", knock: "", location, ask, timers });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  async function say(answer) {
    waiting.shift()(answer);
    await settle();
  }
  try {
    await body({ store, tick: timers.tick, say, waiting });
  } finally {
    dog.destroy();
    assert.equal(timers.pending(), 0);
  }
}

test("nothing is asked, and nothing alarming said, before 8 seconds", async () => {
  assert.equal(FIRST_MS, 8000);
  await watching({}, async ({ store, tick, say, waiting }) => {
    tick(FIRST_MS - 1);
    assert.equal(waiting.length, 0);
    assert.equal(store.get().reason, null);
    tick(1);
    await say(OFFLINE);
    assert.equal(store.get().reason.kind, Reason.OFFLINE);
    assert.match(store.get().reason.text, /offline/);
  });
});

test("the reason is looked up again, as it may change", async () => {
  await watching({}, async ({ store, tick, say }) => {
    tick(FIRST_MS);
    await say(OFFLINE);
    tick(AGAIN_MS);
    await say(GONE);
    assert.equal(store.get().reason.kind, Reason.UNREACHABLE);
  });
});

test("once connected, there is no reason and no question any more", async () => {
  await watching({}, async ({ store, tick, say, waiting }) => {
    tick(FIRST_MS);
    await say(OFFLINE);
    store.set({ connection: "connected" });
    assert.equal(store.get().reason, null);
    tick(10 * FIRST_MS);
    assert.equal(waiting.length, 0);
  });
});

test("an answer that comes after the connection is back says nothing", async () => {
  await watching({}, async ({ store, tick, say }) => {
    tick(FIRST_MS);
    store.set({ connection: "connected" });
    await say(GONE);
    assert.equal(store.get().reason, null);
  });
});

test("a connection that is lost again gets its 8 seconds again", async () => {
  await watching({ connection: "connected" }, async ({ store, tick, waiting }) => {
    tick(2 * FIRST_MS);
    store.set({ connection: "lost" });
    tick(FIRST_MS - 1);
    assert.equal(waiting.length, 0);
    tick(1);
    assert.equal(waiting.length, 1);
  });
});

test("what the server itself has said counts, unless the page is too old for it", async () => {
  await watching({ refusal: { message: "the server is full" } }, async ({ store, tick, say }) => {
    tick(FIRST_MS);
    await say(GONE);
    assert.equal(store.get().reason, null);
    tick(AGAIN_MS);
    await say(UPDATED);
    assert.equal(store.get().reason.kind, Reason.SKEW);
  });
});
