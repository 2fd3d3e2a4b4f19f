import assert from "node:assert/strict";
import { test } from "node:test";

import { contentOf } from "../../../static/js/core/run_content.js";

test("what makes a run is its settings and changes, in whatever order they are named", () => {
  const one = { settings: { a: 1, b: 2 }, changes: [], update: 3 };
  assert.equal(contentOf(one), contentOf({ settings: { b: 2, a: 1 }, changes: [], update: 9 }));
  assert.notEqual(contentOf(one), contentOf({ ...one, settings: { a: 1, b: 3 } }));
});

test("a run whose test set was opened is the same run", () => {
  const settings = { a: 1 };
  const rate = { update: 7, set: { l2: 1 } };
  const opened = { update: 9, set: {}, open_test: true };
  assert.equal(contentOf({ settings, changes: [rate, opened] }), contentOf({ settings, changes: [rate] }));
  assert.equal(contentOf({ settings, changes: [{ ...rate, open_test: true }] }), contentOf({ settings, changes: [rate] }));
  const others = [{ update: 9, set: {}, example: 0 }, { update: 9, set: {}, weights: { "b[1][0]": 1 } }, { update: 9, set: {}, removed: [1] }];
  for (const other of others) assert.notEqual(contentOf({ settings, changes: [rate, other] }), contentOf({ settings, changes: [rate] }));
});
