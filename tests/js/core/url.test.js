import assert from "node:assert/strict";
import { test } from "node:test";

import { createStore } from "../../../static/js/core/store.js";
import { keepAddress, toQuery } from "../../../static/js/core/url.js";

const CATALOGUE = [
  { name: "dataset", kind: "choice" },
  { name: "inputs", kind: "inputs" },
  { name: "hidden_layers", kind: "layers" },
  { name: "learning_rate", kind: "number" },
  { name: "early_stopping", kind: "flag" },
  { name: "target_error", kind: "number" },
];
const DEFAULTS = {
  dataset: "xor",
  inputs: ["x1", "x2"],
  hidden_layers: [8, 8],
  learning_rate: 0.3,
  early_stopping: true,
  target_error: 0.1,
};
const query = (changed) => toQuery(CATALOGUE, { ...DEFAULTS, ...changed }, DEFAULTS);

test("settings at their defaults leave no trace", () => {
  assert.equal(query({}), "");
  assert.equal(query({ hidden_layers: [8, 8] }), "");
});

test("each kind of value is written as the server reads it", () => {
  assert.equal(query({ learning_rate: 0.1, hidden_layers: [8, 4] }), "?hidden_layers=8,4&learning_rate=0.1");
  assert.equal(query({ early_stopping: false }), "?early_stopping=off");
  assert.equal(query({ target_error: null }), "?target_error=null");
  assert.equal(query({ inputs: ["x1", "sin_x1"] }), "?inputs=x1,sin_x1");
  assert.equal(query({ hidden_layers: [] }), "?hidden_layers=");
});

test("from the second version of the defaults on the address names it", () => {
  const later = (changed) => toQuery(CATALOGUE, { ...DEFAULTS, ...changed }, DEFAULTS, 2);
  assert.equal(later({}), "");
  assert.equal(later({ learning_rate: 0.1 }), "?learning_rate=0.1&defaults=2");
  assert.equal(toQuery(CATALOGUE, { ...DEFAULTS, learning_rate: 0.1 }, DEFAULTS, 1), "?learning_rate=0.1");
});

/** A page's address, and what was written there. */
function pageAt(search) {
  const written = [];
  const listeners = {};
  const page = {
    location: { pathname: "/", search },
    history: {
      replaceState(_state, _title, address) {
        written.push(address);
        page.location.search = address.slice(1);
      },
    },
    addEventListener: (name, run) => (listeners[name] = run),
    removeEventListener() {},
  };
  return { page, written, leave: () => listeners.pagehide() };
}

function memory() {
  const items = new Map();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => items.set(key, value),
    removeItem: (key) => items.delete(key),
  };
}

test("a page left right after a change comes back with the change in its address", () => {
  const storage = memory();
  const store = createStore({ settings: DEFAULTS, defaults: DEFAULTS });
  const before = pageAt("");
  keepAddress({ store, catalogue: CATALOGUE, page: before.page, storage });
  store.set({ settings: { ...DEFAULTS, learning_rate: 1 } });
  before.leave();
  const reloaded = pageAt("");
  keepAddress({ store, catalogue: CATALOGUE, page: reloaded.page, storage }).destroy();
  assert.deepEqual(reloaded.written, ["/?learning_rate=1"]);
  const again = pageAt("");
  keepAddress({ store, catalogue: CATALOGUE, page: again.page, storage }).destroy();
  assert.deepEqual(again.written, [], "an address typed later counts as it is");
});

test("another link opened in the same tab counts as it is", () => {
  const storage = memory();
  const store = createStore({ settings: DEFAULTS, defaults: DEFAULTS });
  const before = pageAt("?learning_rate=1");
  keepAddress({ store, catalogue: CATALOGUE, page: before.page, storage });
  before.leave();
  const other = pageAt("?early_stopping=off");
  keepAddress({ store, catalogue: CATALOGUE, page: other.page, storage }).destroy();
  assert.deepEqual(other.written, []);
});

test("the address follows the settings and is written only where it differs", () => {
  const { page, written } = pageAt("");
  const store = createStore({ settings: DEFAULTS, defaults: DEFAULTS });
  const address = keepAddress({ store, catalogue: CATALOGUE, page, storage: memory() });
  store.set({ settings: { ...DEFAULTS, learning_rate: 1 } });
  address.write();
  address.write();
  assert.deepEqual(written, ["/?learning_rate=1"]);
  address.destroy();
});
