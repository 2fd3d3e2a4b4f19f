import assert from "node:assert/strict";
import { test } from "node:test";

import { createStore } from "../../../static/js/core/store.js";
import { createToggle } from "../../../static/js/core/toggle.js";

const turn = () => new Promise((resolve) => setImmediate(resolve));

test("a quick second press waits to see what the first one led to", async () => {
  const store = createStore({ frame: { state: "ready" } });
  const asked = [];
  const toggle = createToggle(store, async (state) => {
    asked.push(state);
    return { ok: true };
  });
  const done = toggle();
  toggle();
  await turn();
  assert.deepEqual(asked, ["ready"]);
  store.set({ frame: { state: "running" } });
  await turn();
  store.set({ frame: { state: "paused" } });
  await done;
  assert.deepEqual(asked, ["ready", "running"]);
});

test("where nothing can be done, nothing is waited for", async () => {
  const store = createStore({ frame: { state: "failed" } });
  await createToggle(store, () => null)();
});
