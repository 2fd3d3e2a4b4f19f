import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeTrace } from "../../../static/js/core/frames.js";
import { exampleWords, phaseContent } from "../../../static/js/inspector/phase_words.js";

const SIZES = [2, 2, 1];
const floats = (...values) => new Float32Array(values).buffer;
const TRACE = decodeTrace({
  update: 1,
  examples: 1,
  example: 0,
  first: 0,
  x: [1, 0.5],
  t: [1],
  output: [0.600133],
  errors: [0.0799467],
  nets: floats(0.6, -0.45, 0.40602),
  activations: floats(0.645656, 0, 0.600133),
  deltas: floats(-0.0109768, 0, -0.0959574),
  masks: floats(2, 0, 1),
  error_after: 0.0727622,
}, SIZES);
const content = (phase, layer) => phaseContent({ phase, layer }, TRACE, SIZES);

test("each phase shows the numbers of its layer", () => {
  assert.deepEqual(content("forward", 1).rows.map(({ cells }) => cells), [
    ["0.6", "0.645656"],
    ["−0.45", "0 (dropped)"],
  ]);
  assert.deepEqual(content("backward", 2).rows.map(({ cells }) => cells), [["−0.0959574"]]);
  assert.deepEqual(content("backward", 1).rows[1].cells, ["0 (dropped)"]);
  assert.match(content("forward", 1).sentence, /multiplies what stays by m = 2\.$/);
  assert.doesNotMatch(content("forward", 2).sentence, /Dropout/);
  const error = content("error", 2);
  assert.match(error.sentence, /E = 0\.0799467\.$/);
  assert.deepEqual(error.rows[0].cells, ["0.600133", "1"]);
  const update = content("update", null);
  assert.deepEqual(update.rows, []);
  assert.match(update.sentence, /error fell from 0\.0799467 to 0\.0727622\.$/);
});

test("the example is named", () => {
  assert.equal(exampleWords(TRACE), "x = (1, 0.5), target 1");
});

test("an error that rises in a batch, or is not known, is told truthfully", () => {
  const sentence = (more) => phaseContent({ phase: "update", layer: null }, { ...TRACE, ...more }, SIZES).sentence;
  assert.match(sentence({ error_after: 0.09, examples: 10 }), /rose from .* for the batch as a whole/);
  assert.match(sentence({ error_after: null }), /w ← w \+ Δw\.$/);
});
