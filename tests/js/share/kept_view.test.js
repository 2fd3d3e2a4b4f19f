import assert from "node:assert/strict";
import { test } from "node:test";

import { initialState } from "../../../static/js/core/state.js";
import { createStore } from "../../../static/js/core/store.js";
import { keepView } from "../../../static/js/share/kept_view.js";

function tab(type, storage = new Map()) {
  const page = new EventTarget();
  page.performance = { getEntriesByType: () => [{ type }] };
  return {
    page,
    storage: {
      getItem: (key) => storage.get(key) ?? null,
      setItem: (key, text) => storage.set(key, text),
      removeItem: (key) => storage.delete(key),
    },
    kept: storage,
  };
}

const store = () => createStore({ ...initialState({ catalogue: [] }, "light"), speed: 20 });

test("a reload finds the pane, the curves and what was pinned", () => {
  const first = tab("navigate");
  const before = store();
  assert.equal(keepView(before, first), null);
  const pinned = { kind: "unit", layer: 1, unit: 2 };
  before.set({ view: { ...before.get().view, below: "layers", metric: "both", pinned } });
  first.page.dispatchEvent(new Event("pagehide"));
  const found = keepView(store(), tab("reload", first.kept));
  assert.deepEqual(found.view, { below: "layers", metric: "both" });
  assert.deepEqual(found.later.focus, pinned);
});

test("another visit in the same tab begins anew", () => {
  for (const type of ["navigate", "back_forward"]) {
    assert.equal(keepView(store(), tab(type, new Map([["view", '{"pane":"layers"}']]))), null);
  }
});

test("nonsense in the storage is no view", () => {
  for (const text of ["{", '"pane"', "[]", "null", '{"pane":"cellar"}']) {
    const found = keepView(store(), tab("reload", new Map([["view", text]])));
    assert.deepEqual(found?.view ?? {}, {});
  }
});
