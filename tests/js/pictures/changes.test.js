import assert from "node:assert/strict";
import { test } from "node:test";

import { flagName } from "../../../static/js/pictures/changes.js";

const plain = (more) => ({ update: 7, epoch: 1, set: {}, before: {}, ...more });

test("flags are named after what they are of", () => {
  assert.equal(flagName([]), "");
  assert.equal(flagName([plain({ set: { l2: 1 } })]), "changed setting");
  assert.equal(flagName([plain({ open_test: true })]), "test set opened");
  assert.equal(flagName([plain({ labels: { 3: 1 } }), plain({ added: [{}] })]), "changed points");
  assert.equal(flagName([plain({ example: 0 })]), "picked example");
  assert.equal(flagName([plain({ weights: { "b[1][0]": 1 } })]), "typed weight");
});

test("several kinds are changes", () => {
  assert.equal(flagName([plain({ set: { l2: 1 } }), plain({ open_test: true })]), "change");
  assert.equal(flagName([plain({ set: { l2: 1 }, removed: [1] })]), "change");
});
