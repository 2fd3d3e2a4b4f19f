import assert from "node:assert/strict";
import { test } from "node:test";

import { changeWords, holdsWords, lacksWords } from "../../../static/js/share/share_words.js";

const RATE = { update: 79, set: { learning_rate: 0.05 } };
const LABELS = { update: 80, set: {}, labels: { 3: 1, 17: 0, 33: 1 } };

test("a run without changes holds settings, moment and view", () => {
  const plain = { changes: [], view: {}, within_epoch: false };
  assert.equal(holdsWords({ ...plain, epoch: 0, update: 0 }), "your settings and this view");
  assert.equal(holdsWords({ ...plain, epoch: 120, update: 720 }), "your settings, epoch 120 and this view");
  const within = { ...plain, epoch: 2, update: 15, within_epoch: true };
  assert.equal(holdsWords(within), "your settings, update 15 in epoch 3 and this view");
});

test("changes are counted by what they change", () => {
  assert.deepEqual(changeWords([RATE, LABELS]), ["1 change of settings on the way", "3 changes of points"]);
  const others = [
    { update: 1, set: { l1: 0, l2: 1 }, weights: { "w[1][0][1]": 0.5 }, example: 0 },
    { update: 2, set: {}, removed: [3], restored: [4], added: [{ x: [0, 1], target: 1 }], open_test: true },
  ];
  assert.deepEqual(changeWords(others), [
    "2 changes of settings on the way",
    "3 changes of points",
    "1 typed weight",
    "1 picked example",
    "the opened test set",
  ]);
});

test("a stop that was passed over goes along", () => {
  const passed = { changes: [{ update: 721, set: {}, pass_stop: true }], view: {}, epoch: 120, update: 720, within_epoch: false };
  assert.equal(holdsWords(passed), "your settings, the stop that was passed over, epoch 120 and this view");
  assert.deepEqual(changeWords([{ pass_stop: true }, { pass_stop: true }]), ["2 stops that were passed over"]);
});

test("an epoch that is looked back at is named, too", () => {
  const shared = { changes: [RATE], view: { epoch: "5" }, epoch: 14, update: 84, within_epoch: false };
  assert.equal(holdsWords(shared), "your settings, 1 change of settings on the way, epoch 14, the look back at epoch 5 and this view");
});

test("what stays behind is said", () => {
  assert.equal(lacksWords({ kept: [], frame: { twin: null } }), "");
  assert.equal(lacksWords({ kept: [{ hidden: true }], frame: null }), "");
  const run = { id: "r", generation: 2 };
  assert.equal(lacksWords({ kept: [], frame: null, run, zoomed: "r,2" }), "Not included: the zoom of the curves.");
  assert.equal(lacksWords({ kept: [], frame: null, run, zoomed: "r,1" }), "");
  const all = { kept: [{}], frame: null, run, zoomed: "r,2" };
  assert.equal(lacksWords(all), "Not included: 1 kept run beside your run, and the zoom of the curves.");
  const both = { kept: [{ hidden: false }, {}], frame: { twin: {} } };
  assert.equal(lacksWords(both), "Not included: 2 kept runs and the twin beside your run.");
});
