import assert from "node:assert/strict";
import { test } from "node:test";

import { pageName, recall, recipe, renameTab, tabName } from "../../../static/js/core/memory.js";

function storage() {
  const items = new Map();
  return { getItem: (key) => items.get(key) ?? null, setItem: (key, value) => items.set(key, value) };
}

test("a tab keeps its random name", () => {
  const tab = storage();
  const name = tabName(tab);
  assert.match(name, /^[0-9a-f]{32}$/);
  assert.equal(tabName(tab), name);
  assert.notEqual(tabName(storage()), name);
});

test("a tab takes the name that the server gives, and nothing else", () => {
  const tab = storage();
  tabName(tab);
  renameTab("another", tab);
  assert.equal(tabName(tab), "another");
  renameTab(undefined, tab);
  assert.equal(tabName(tab), "another");
});

test("a page has a name of its own", () => {
  assert.match(pageName, /^[0-9a-f]{32}$/);
  assert.notEqual(pageName, tabName(storage()));
});

test("a run's recipe is its first settings, its changes and how far it came", () => {
  const changes = [{ update: 7, epoch: 1, set: { l2: 0.5 }, before: { l2: 0 } }];
  const state = { settings: { l2: 0.5, noise: 0.1 }, changes, frame: { update: 40 } };
  assert.deepEqual(recipe(state), {
    settings: { l2: 0, noise: 0.1 },
    changes: [{ update: 7, set: { l2: 0.5 } }],
    update: 40,
  });
});

test("a stop that was passed over belongs to the recipe", () => {
  const changes = [{ update: 217, epoch: 36, set: {}, before: {}, pass_stop: true }];
  const kept = recipe({ settings: {}, changes, frame: { update: 240 } });
  assert.deepEqual(kept.changes, [{ update: 217, set: {}, pass_stop: true }]);
});

test("typed weights and picked examples belong to the recipe", () => {
  const changes = [
    { update: 2, epoch: 0, set: {}, before: {}, weights: { "w[1][0][1]": 0.5 }, weights_before: {} },
    { update: 3, epoch: 0, set: {}, before: {}, example: 0 },
    { update: 4, epoch: 0, set: {}, before: {}, labels: { 7: 1 }, labels_before: { 7: 0 }, removed: [3] },
    { update: 5, epoch: 0, set: {}, before: {}, restored: [3], added: [{ x: [0, 1], target: 1 }] },
  ];
  const { changes: kept } = recipe({ settings: {}, changes, frame: { update: 4 } });
  assert.deepEqual(kept, [
    { update: 2, set: {}, weights: { "w[1][0][1]": 0.5 } },
    { update: 3, set: {}, example: 0 },
    { update: 4, set: {}, labels: { 7: 1 }, removed: [3] },
    { update: 5, set: {}, restored: [3], added: [{ x: [0, 1], target: 1 }] },
  ]);
});

test("nothing, or nonsense, is remembered as nothing", () => {
  const tab = storage();
  assert.equal(recall(tab), null);
  tab.setItem("recover", "{nonsense");
  assert.equal(recall(tab), null);
});
