import assert from "node:assert/strict";
import { test } from "node:test";
import { createRanges } from "../../../static/js/pictures/axes.js";
import { metricOf, showsBoth } from "../../../static/js/pictures/curve_drawing.js";
import { curveWords } from "../../../static/js/pictures/curve_words.js";
import { marginOf, secondLayout, secondScene, secondTraces } from "../../../static/js/pictures/curve_second.js";
import { setTextScale } from "../../../static/js/core/text_size.js";

const color = (name) => name;
const RANGE = { x: [-1, 20], y: [0, 1] };

function state(task = "classification", metric = "both") {
  return {
    run: { id: "a", generation: 1, data: { task, counts: { train: 60, validation: 60, test: 0 } } },
    view: { metric, test: true },
    frame: { stopping: {}, test_is_open: false },
    series: {
      epoch: [0, 1],
      train: [0.75, 0.5],
      validation: [0.8, 0.9],
      train_accuracy: [0.5, 0.9],
      validation_accuracy: [0.45, 0.7],
    },
  };
}

function scene(ghost = null) {
  return secondScene(state(), { sets: ["train", "validation"], range: RANGE, ghost, ranges: createRanges(() => 0) });
}

test("errors stand at the left, accuracies beside them where there are classes", () => {
  assert.deepEqual([metricOf(state()), showsBoth(state())], ["error", true]);
  assert.deepEqual([metricOf(state("regression")), showsBoth(state("regression"))], ["error", false]);
  assert.deepEqual([metricOf(state("classification", "accuracy")), showsBoth(state("classification", "accuracy"))], ["accuracy", false]);
  assert.equal(metricOf(state("regression", "accuracy")), "error");
});

test("the accuracies share the epochs and have an axis of their own", () => {
  const { columns, range } = scene();
  assert.deepEqual(columns, [[0.5, 0.9], [0.45, 0.7]]);
  assert.deepEqual(range, { x: RANGE.x, y: [0.4, 1.01] });
});

test("the axis reaches down to the ghost's accuracies, too", () => {
  const { range, faint } = scene({ epoch: [2], train_accuracy: [1], validation_accuracy: [0.25] });
  assert.deepEqual(faint, [[1], [0.25]]);
  assert.equal(range.y[0], 0.2);
});

test("each set's accuracy is dashed, in the set's colour, on the third axis", () => {
  const sets = ["train", "validation", "test"];
  const skeleton = sets.map((name) => ({ name, connectgaps: false }));
  const drawn = { sets, values: [[1], [2], [3]], epochs: [0] };
  const traces = secondTraces(skeleton, drawn, { color });
  assert.deepEqual(traces.map(({ name }) => name), ["train accuracy", "validation accuracy", "test accuracy"]);
  assert.ok(traces.every(({ yaxis, mode }) => yaxis === "y3" && mode === "markers"));
  assert.deepEqual(traces.map(({ line }) => [line.color, line.dash]), [["train", "dash"], ["validation", "dash"], ["test", "dashdot"]]);
  assert.equal(traces[1].y[0], 2);
});

test("the right margin makes room for the second axis; the others stay", () => {
  const layout = { margin: { l: 52, r: 14 }, yaxis3: { side: "right" } };
  const { yaxis3 } = secondLayout(layout, scene(), color);
  assert.deepEqual([marginOf(layout, false), marginOf(layout, true)], [{ l: 52, r: 14 }, { l: 52, r: 56 }]);
  setTextScale(1.5);
  assert.deepEqual([marginOf(layout, true), secondLayout(layout, scene(), color).yaxis3.tickfont.size], [{ l: 78, r: 84 }, 16.5]);
  setTextScale(1);
  assert.deepEqual([yaxis3.side, yaxis3.range], ["right", [0.4, 1.01]]);
});

test("both are told in words", () => {
  const words = curveWords(state(), "error", null, true);
  assert.match(words, /Error over 1 epochs: train from 0\.750 to 0\.500/);
  assert.match(words, /Accuracy: train from 0\.500 to 0\.900, validation from 0\.450 to 0\.700\./);
  assert.doesNotMatch(curveWords(state(), "error", null), /Accuracy/);
});
