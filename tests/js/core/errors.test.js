import assert from "node:assert/strict";
import { test } from "node:test";

import { reportTo, worded } from "../../../static/js/core/errors.js";
import { createStore } from "../../../static/js/core/store.js";

function messagesAfter(...errors) {
  const store = createStore({ errors: [] });
  errors.forEach(reportTo(store));
  return store.get().errors.map(({ message }) => message);
}

test("a newer error of a field takes the place of the older one", () => {
  const errors = [
    { field: "batch_size", message: "received 61" },
    { field: "noise", message: "received 9" },
    { field: "batch_size", message: "received 62" },
  ];
  assert.deepEqual(messagesAfter(...errors), ["received 9", "received 62"]);
});

test("errors of no field stand beside each other, none of them twice", () => {
  const [one, two] = [{ field: null, message: "one" }, { field: null, message: "two" }];
  assert.deepEqual(messagesAfter(one, two, one), ["two", "one"]);
});

test("people read the words, where an error has any", () => {
  const error = { code: "range", field: "noise", message: "noise must be", words: "Noise: a number" };
  assert.deepEqual(messagesAfter(error), ["Noise: a number"]);
  assert.deepEqual(worded(error), { code: "range", field: "noise", message: "Noise: a number" });
  assert.deepEqual(worded({ field: null, message: "one" }), { field: null, message: "one" });
});
