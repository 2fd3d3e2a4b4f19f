import assert from "node:assert/strict";
import { test } from "node:test";

import { initialState, settingsAtStart, shownSettings, shownUpdate } from "../../../static/js/core/state.js";

test("before the server has spoken the defaults are shown", () => {
  const state = initialState({ catalogue: [{ name: "noise", default: 0.1 }] }, "dark");
  assert.deepEqual(state.settings, { noise: 0.1 });
  assert.equal(state.connection, "connecting");
});

test("what was just chosen is shown at once", () => {
  const state = { settings: { noise: 0.1, examples: 200 }, pending: { noise: 0.5 } };
  assert.deepEqual(shownSettings(state), { noise: 0.5, examples: 200 });
});

test("the settings at the start are those before every change", () => {
  const changes = [
    { before: { learning_rate: 0.3 }, set: { learning_rate: 0.1 } },
    { before: { learning_rate: 0.1, l2: 0 }, set: { learning_rate: 1, l2: 0.5 } },
  ];
  const start = settingsAtStart({ learning_rate: 1, l2: 0.5, noise: 0 }, changes);
  assert.deepEqual(start, { learning_rate: 0.3, l2: 0, noise: 0 });
});

test("what is shown was led to by fewer updates where an earlier epoch is looked at", () => {
  assert.equal(shownUpdate({ update: 216, visit: null }), 216);
  assert.equal(shownUpdate({ update: 216, visit: null, stopping: { shown_update: 96 } }), 96);
  assert.equal(shownUpdate({ update: 216, visit: { epoch: 0, update: 0 } }), 0);
});
