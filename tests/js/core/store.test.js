import assert from "node:assert/strict";
import { test } from "node:test";

import { createStore } from "../../../static/js/core/store.js";

test("a subscriber hears of its own part only", () => {
  const store = createStore({ a: 1, b: 1 });
  const heard = [];
  store.subscribe((state) => state.a, (next, previous) => heard.push([next, previous]));
  store.set({ b: 2 });
  store.set({ a: 5 });
  assert.deepEqual(heard, [[5, 1]]);
});

test("the state is replaced, never changed in place", () => {
  const first = { a: 1 };
  const store = createStore(first);
  store.set({ a: 2 });
  assert.deepEqual(first, { a: 1 });
  assert.deepEqual(store.get(), { a: 2 });
});

test("a subscription that ended hears nothing", () => {
  const store = createStore({ a: 1 });
  const end = store.subscribe((state) => state.a, () => assert.fail("called"));
  end();
  store.set({ a: 2 });
});

test("a subscriber may set the state itself", () => {
  const store = createStore({ a: 1, double: 2 });
  store.subscribe((state) => state.a, (a) => store.set({ double: 2 * a }));
  store.set({ a: 4 });
  assert.equal(store.get().double, 8);
});
