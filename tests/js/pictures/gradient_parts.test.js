import assert from "node:assert/strict";
import { test } from "node:test";

import { edgeKind, hasPenalty, offersParts } from "../../../static/js/pictures/gradient_parts.js";

const PENALIZED = { l1: 0, l2: 0.1 };
const FRAME = { pulls: { update: 1 } };
const state = (edges, part, settings = PENALIZED, frame = FRAME) => ({ view: { edges, part }, settings, frame });

test("there is a penalty with either factor", () => {
  assert.deepEqual([hasPenalty({ l1: 0, l2: 0 }), hasPenalty({ l1: 0.1, l2: 0 }), hasPenalty(PENALIZED)], [false, true, true]);
});

test("the parts are offered for the gradient only", () => {
  assert.equal(offersParts(state("gradient", "both")), true);
  assert.equal(offersParts(state("weight", "penalty")), false);
  assert.equal(offersParts(state("gradient", "both", { l1: 0, l2: 0 })), false);
});

test("edges show the part that was chosen", () => {
  assert.equal(edgeKind(state("gradient", "both")), "gradient");
  assert.equal(edgeKind(state("gradient", "data")), "data");
  assert.equal(edgeKind(state("gradient", "penalty")), "penalty");
});

test("without a penalty, without the numbers, or for another kind no part is shown", () => {
  assert.equal(edgeKind(state("gradient", "penalty", { l1: 0, l2: 0 })), "gradient");
  assert.equal(edgeKind(state("gradient", "penalty", PENALIZED, { pulls: null })), "gradient");
  assert.equal(edgeKind(state("change", "penalty")), "change");
});
