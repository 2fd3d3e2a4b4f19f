import assert from "node:assert/strict";
import { test } from "node:test";
import { reasonIn, restReason } from "../../../static/js/controls/resting.js";

const CATALOGUE = new Map([
  [
    "optimizer",
    {
      label: "Optimizer",
      choices: [
        { value: "sgd", label: "SGD" },
        { value: "momentum", label: "Momentum" },
        { value: "nesterov", label: "Nesterov" },
      ],
    },
  ],
  ["early_stopping", { label: "Early stopping" }],
]);
const reason = (needs, settings) => restReason({ needs }, settings, CATALOGUE);

test("a setting acts where it needs nothing or has what it needs", () => {
  assert.equal(reason({}, {}), null);
  assert.equal(reason({ optimizer: ["momentum"] }, { optimizer: "momentum" }), null);
  assert.equal(reason({ early_stopping: [true] }, { early_stopping: true }), null);
  const both = { criteria: ["patience", "successive_rises"] };
  assert.equal(reason({ criteria: ["successive_rises", "progress_quotient"] }, both), null);
});

test("a setting without effect says what it needs", () => {
  assert.equal(
    reason({ optimizer: ["momentum", "nesterov"] }, { optimizer: "sgd" }),
    "No effect now: it needs Optimizer: Momentum or Nesterov.",
  );
  assert.equal(
    reason({ early_stopping: [true] }, { early_stopping: false }),
    "No effect now: it needs Early stopping: on.",
  );
});

test("where early stopping rests, so does what belongs to it, but not its switch", () => {
  const notes = { early_stopping: "Early stopping needs a validation set." };
  const settings = { early_stopping: true };
  const patience = { needs: { early_stopping: [true] } };
  assert.equal(reasonIn(patience, settings, CATALOGUE, notes), "No effect now: early stopping rests.");
  assert.equal(reasonIn(patience, settings, CATALOGUE, {}), null);
  assert.equal(reasonIn({ needs: {} }, settings, CATALOGUE, notes), null);
});
