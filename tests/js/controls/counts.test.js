import assert from "node:assert/strict";
import { test } from "node:test";

import { flippedInWords } from "../../../static/js/controls/counts.js";

const data = (parts) => ({ task: "classification", counts: { train: 60, validation: 60, test: 80 }, ...parts });

test("the number of flipped labels is said in words", () => {
  assert.equal(flippedInWords(data({ flipped_count: 30 })), "30 of all 200 labels are wrong (flipped).");
  assert.equal(flippedInWords(data({ flipped_count: 1 })), "1 of all 200 labels is wrong (flipped).");
  assert.equal(flippedInWords(data({ flipped_count: 0 })), "All labels are right.");
});
