import assert from "node:assert/strict";
import { test } from "node:test";
import { exampleWords, phaseContent, phasesOf } from "../../../static/js/inspector/phase_words.js";

const SIZES = [2, 2, 1];
const floats = (...values) => new Float32Array(values).buffer;
const TRACE = {
  update: 1,
  examples: 1,
  example: 0,
  x: [1, 0.5],
  t: [1],
  output: [0.600133],
  errors: [0.0799467],
  nets: floats(0.6, -0.45, 0.40602),
  activations: floats(0.645656, 0, 0.600133),
  deltas: floats(-0.0109768, 0.00684442, -0.0959574),
  masks: floats(1, 0, 1),
};
const content = (phase, layer) => phaseContent({ phase, layer }, TRACE, SIZES);

test("the phases go forward, to the error, backward and to the update", () => {
  assert.deepEqual(
    phasesOf(2).map(({ label }) => label),
    ["Forward 1", "Forward 2", "Error", "Backward 2", "Backward 1", "Update"],
  );
});

test("each phase shows the numbers of its layer", () => {
  assert.deepEqual(content("forward", 1).rows.map(({ cells }) => cells), [
    ["0.6", "0.645656"],
    ["−0.45", "0 (dropped)"],
  ]);
  assert.deepEqual(content("backward", 2).rows.map(({ cells }) => cells), [["−0.0959574"]]);
  assert.deepEqual(content("backward", 1).rows[1].cells, ["0.00684442"]);
  const error = content("error", 2);
  assert.match(error.sentence, /E = 0\.0799467\.$/);
  assert.deepEqual(error.rows[0].cells, ["0.600133", "1"]);
  assert.deepEqual(content("update", null).rows, []);
});

test("the example is named", () => {
  assert.equal(exampleWords(TRACE), "x = (1, 0.5), target 1");
});
