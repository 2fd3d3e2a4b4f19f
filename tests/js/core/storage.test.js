import assert from "node:assert/strict";
import { test } from "node:test";

import { safeStorage } from "../../../static/js/core/storage.js";

function blocked() {
  throw new Error("SecurityError");
}

function full() {
  const items = new Map();
  return {
    items,
    getItem: (key) => items.get(key) ?? null,
    setItem: blocked,
    removeItem: (key) => items.delete(key),
  };
}

test("where storage is blocked, memory stands in for it", () => {
  const storage = safeStorage(blocked);
  assert.equal(storage.getItem("theme"), null);
  storage.setItem("theme", "dark");
  assert.equal(storage.getItem("theme"), "dark");
  storage.removeItem("theme");
  assert.equal(storage.getItem("theme"), null);
});

test("what a full storage does not take hides what it had before", () => {
  const inner = full();
  inner.items.set("recover", "old");
  const storage = safeStorage(() => inner);
  assert.equal(storage.getItem("recover"), "old");
  storage.setItem("recover", "new");
  assert.equal(storage.getItem("recover"), "new");
  storage.removeItem("recover");
  assert.equal(storage.getItem("recover"), null);
});
