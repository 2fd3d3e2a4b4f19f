import assert from "node:assert/strict";
import { test } from "node:test";
import { createRanges, lastEpoch, logRange, lowAccuracy, ticksOf, topError } from "../../../static/js/pictures/axes.js";
import { flagsOf } from "../../../static/js/pictures/changes.js";
import { marksOf, patienceWindow } from "../../../static/js/pictures/curve_marks.js";
import { curveNotes, curveWords } from "../../../static/js/pictures/curve_words.js";
import { drawnIndexes, extent } from "../../../static/js/pictures/decimate.js";
import { tailRuns } from "../../../static/js/pictures/curve_tail.js";
import { criteriaWords } from "../../../static/js/pictures/criteria.js";
import { marksLayout } from "../../../static/js/pictures/marks_plotly.js";
import { followLimit, roundUp } from "../../../static/js/pictures/scale.js";
import { stopOf } from "../../../static/js/pictures/stops.js";

const RANGE = { x: [0, 100], y: [0, 1] };

function state({ epochs = 50, best = 30, armed = true, error = 0.4 } = {}) {
  return {
    series: { epoch: Array.from({ length: epochs + 1 }, (_, i) => i) },
    frame: { stopping: { armed, best_epoch: best, best_error: error } },
  };
}

test("few points are all drawn", () => {
  assert.deepEqual(drawnIndexes([[3, 2, 1]]), [0, 1, 2]);
});

test("of thousands of points about a thousand are drawn, the extremes among them", () => {
  const curve = Array.from({ length: 20_000 }, (_, i) => Math.sin(i * 12.9898) % 1);
  curve[12_345] = -7;
  curve[4_321] = 9;
  const kept = drawnIndexes([curve]);
  assert.ok(kept.length <= 1002 && kept.length > 300);
  assert.ok(kept.includes(12_345) && kept.includes(4_321));
  assert.equal(kept.at(-1), 19_999);
});

test("all curves keep the same epochs, with the extremes of each", () => {
  const flat = Array.from({ length: 5000 }, () => 1);
  const other = flat.with(777, 0);
  assert.ok(drawnIndexes([flat, other]).includes(777));
});

test("points already drawn stay while a curve grows", () => {
  const curve = Array.from({ length: 3000 }, (_, i) => Math.sin(i * i));
  const before = drawnIndexes([curve.slice(0, 2900)]).filter((i) => i < 2800);
  const after = new Set(drawnIndexes([curve]));
  assert.ok(before.every((i) => after.has(i)));
});

test("gaps are neither minimum nor maximum", () => {
  assert.deepEqual(extent([[null, 2, 3], [1, null, null]]), [1, 3]);
  assert.deepEqual(extent([[0, 2, 3]], true), [2, 3]);
  assert.equal(extent([[null]]), null);
});

test("axes end at round numbers beyond what is shown", () => {
  assert.equal(lastEpoch(3), 20);
  assert.equal(lastEpoch(151), 200);
  assert.equal(lastEpoch(301), 500);
  assert.equal(topError(0.71), 0.8);
  assert.deepEqual(logRange([0.03, 0.7]), [Math.log10(0.02), 0]);
  assert.equal(lowAccuracy(0.55), 0.5);
});

test("errors of any size have few and short labels", () => {
  assert.equal(ticksOf([0, 0.8], false), null);
  const huge = ticksOf([0, 2e32], false);
  assert.deepEqual(huge.texts, ["0", "0.5", "1", "1.5", "2"]);
  assert.equal(huge.power, "10³²");
  assert.deepEqual([ticksOf([0, 5e-5], false).power, huge.values[4]], ["10⁻⁵", 2e32]);
});

test("a logarithmic axis labels 1, 2 and 5, or powers of ten where there are many", () => {
  assert.deepEqual(ticksOf([Math.log10(0.2), 0], true).texts, ["0.2", "0.5", "1"]);
  assert.deepEqual(ticksOf([-5, 1], true).texts, ["10⁻⁴", "0.01", "1"]);
  assert.ok(ticksOf([-1, Math.log10(2e32)], true).texts.length <= 7);
});

test("the error axis widens and does not shrink, until it is far too long or something else is shown", () => {
  const ranges = createRanges(() => 0);
  const shown = (key, y) => ranges.widen(key, { epoch: 1, isRunning: false, y }).y;
  assert.deepEqual(shown("a", [0, 2]), [0, 2]);
  assert.deepEqual(shown("a", [0, 1]), [0, 2]);
  assert.deepEqual(shown("a", [0, 3]), [0, 3]);
  assert.deepEqual(shown("a", [0, 0.5]), [0, 0.5]);
  assert.deepEqual(shown("b", [0, 0.3]), [0, 0.3]);
});

test("the epoch axis of a fast training has room for the next second", () => {
  let time = 0;
  const ranges = createRanges(() => time);
  const end = (epoch, more) =>
    ranges.widen("a", { epoch, isRunning: true, y: [0, 1], ...more }).x[1];
  assert.equal(end(0), 20);
  time = 100;
  assert.equal(end(10), 20);
  assert.equal(end(100), 2000); // 1000 epochs a second
  time = 1500;
  assert.equal(end(1500), 2000);
  time = 2000;
  assert.equal(end(2001), 5000);
  assert.equal(end(2001, { isRunning: false }), 3000);
});

test("the epoch axis of a slow training grows step by step; going back shortens it", () => {
  let time = 0;
  const ranges = createRanges(() => time);
  const ends = [];
  for (const epoch of [0, 10, 20, 21, 40, 52, 12]) {
    time += 8000;
    ends.push(ranges.widen("a", { epoch, isRunning: true, y: [0, 1] }).x[1]);
  }
  assert.deepEqual(ends, [20, 20, 20, 30, 50, 100, 20]);
});

test("a scale grows at once and shrinks only when it is far too large", () => {
  assert.equal(followLimit(0, 1.2), 1.5);
  assert.equal(followLimit(1.5, 1.6), 2);
  assert.equal(followLimit(2, 0.9), 2);
  assert.equal(followLimit(2, 0.2), 0.2);
  assert.equal(followLimit(2, 0), 0);
});

test("rounding up keeps round numbers, however small", () => {
  for (const value of [1, 0.3, 2e-7, 7e5]) assert.equal(roundUp(value), value);
});

test("changes within one epoch are one flag, from the first value to the last", () => {
  const changes = [
    { epoch: 4, set: { learning_rate: 0.2 }, before: { learning_rate: 0.1 } },
    { epoch: 4, set: { learning_rate: 0.3 }, before: { learning_rate: 0.2 } },
    { epoch: 9, set: { early_stopping: false }, before: { early_stopping: true } },
  ];
  const flags = flagsOf(changes, (name) => name.replace("_", " "));
  assert.deepEqual(flags, [
    { epoch: 4, last: 4, when: "epoch 4", text: "learning rate: 0.1 → 0.3" },
    { epoch: 9, last: 9, when: "epoch 9", text: "early stopping: on → off" },
  ]);
});

test("eighty steps of one drag are one flag, and steps that come to nothing none", () => {
  const steps = (values) => values.slice(1).map((value, i) => ({ epoch: 5 + Math.floor(i / 3), set: { learning_rate: value }, before: { learning_rate: values[i] } }));
  const down = Array.from({ length: 81 }, (_, i) => 0.3 - i / 400);
  const flags = flagsOf(steps(down), (name) => name, 12);
  assert.deepEqual(flags, [{ epoch: 5, last: 31, when: "epochs 5 to 31", text: "learning_rate: 0.3 → 0.1" }]);
  const back = [...down, ...down.toReversed().slice(1)];
  assert.deepEqual(flagsOf(steps(back), (name) => name, 12), []);
});

test("changes that are close on the screen share a flag; others have their own", () => {
  const at = (epoch, name, before, after) => ({ epoch, set: { [name]: after }, before: { [name]: before } });
  const changes = [at(10, "l2", 0, 0.1), at(14, "learning_rate", 0.28, 0.280000001), at(40, "l2", 0.1, 0)];
  const told = (scale) => flagsOf(changes, (name) => name, scale).map(({ when, text }) => `${when}: ${text}`);
  assert.deepEqual(told(2), ["epochs 10 to 14: l2: 0 → 0.1, learning_rate: 0.28 → 0.280000001", "epoch 40: l2: 0.1 → 0"]);
  assert.equal(told(10).length, 3);
  assert.deepEqual(told(0.1), ["epochs 10 to 40: learning_rate: 0.28 → 0.280000001"]);
});

test("typed weights and picked examples have their flags, too", () => {
  const weights = { "b[1][0]": 0.5 };
  const changes = [
    { epoch: 2, set: {}, before: {}, weights, weights_before: { "b[1][0]": 0.25 } },
    { epoch: 3, set: {}, before: {}, example: 7 },
    { epoch: 3, set: {}, before: {}, example: 8 },
  ];
  assert.deepEqual(flagsOf(changes, (name) => name), [
    { epoch: 2, last: 2, when: "epoch 2", text: "b[1][0]: 0.25 → 0.5" },
    { epoch: 3, last: 3, when: "epoch 3", text: "picked examples" },
  ]);
});

test("changed points are counted in the flag of their epoch", () => {
  const changes = [
    { epoch: 2, set: {}, before: {}, labels: { 3: 1 }, removed: [4, 5] },
    { epoch: 2, set: {}, before: {}, labels: { 9: 0 } },
    { epoch: 7, set: {}, before: {}, restored: [4], added: [{ x: [0, 1], target: 1 }] },
  ];
  assert.deepEqual(flagsOf(changes, (name) => name), [
    { epoch: 2, last: 2, when: "epoch 2", text: "labels changed: 2, points removed: 2" },
    { epoch: 7, last: 7, when: "epoch 7", text: "points brought back: 1, points added: 1" },
  ]);
});

test("patience is shaded from the best epoch to now, or to the stop", () => {
  assert.deepEqual(patienceWindow(state(), null), [30, 50]);
  assert.deepEqual(patienceWindow(state({ epochs: 90 }), 50), [30, 50]);
  assert.equal(patienceWindow(state({ armed: false }), null), null);
  assert.equal(patienceWindow(state({ best: null }), null), null);
});

test("the best epoch is named, inside the picture", () => {
  const scene = { range: RANGE, log: false, metric: "error", stop: 50, width: 300 };
  const { best, stop } = marksOf(state(), scene);
  assert.deepEqual([best.x, best.y, best.text, best.dy < 0], [30, 0.4, "best · epoch 30", true]);
  assert.deepEqual(stop, { x: 50, text: "stopped · epoch 50", side: "right" });
  assert.ok(marksOf(state({ error: 0.9 }), scene).best.dy > 0);
});

test("labels stand where there is room", () => {
  const at = (stop, width) =>
    marksOf(state({ best: 2 }), { range: RANGE, log: false, metric: "error", stop, width });
  assert.equal(at(70, 300).stop.side, "left");
  assert.equal(at(70, 900).stop.side, "right");
  assert.ok(at(70, 300).best.dx > 20);
});

test("the best epoch's label never lies on that of the stop", () => {
  const at = (more) => {
    const scene = { range: { x: [0, 1000], y: [0, 1.5] }, log: false, metric: "error", width: 230, height: 84, ...more };
    return marksOf(state({ epochs: 600, best: 16, error: 0.55 }), scene).best;
  };
  const free = at({ stop: null });
  const beside = at({ stop: 36 });
  assert.ok(free.dy < 0);
  assert.deepEqual([beside.dy, beside.dx > 50], [0, true]);
  assert.ok(at({ stop: 36, height: 300 }).dy < 0, "there is room between them");
});

test("on a logarithmic axis the ring stands at the exponent", () => {
  const scene = { range: { x: [0, 100], y: [-2, 0] }, log: true, metric: "error", stop: null, width: 300 };
  assert.ok(Math.abs(marksOf(state({ error: 0.1 }), scene).best.y + 1) < 1e-12);
});

test("the error above which the generalization loss stops is a line across", () => {
  const criteria = [{ name: "generalization_loss", threshold: 25, line: 0.5 }];
  const at = (more) => {
    const { series, frame } = state();
    Object.assign(frame.stopping, { criteria, best_epoch: null });
    const scene = { range: RANGE, log: false, metric: "error", stop: null, width: 300, ...more };
    return marksOf({ series, frame }, scene).line;
  };
  assert.deepEqual(at({}), { y: 0.5, text: "stops above · GL 25 %" });
  assert.equal(at({ metric: "accuracy" }), null);
  assert.equal(at({ range: { x: [0, 100], y: [0, 0.4] } }), null);
  const exponent = at({ range: { x: [0, 100], y: [-2, 0] }, log: true }).y;
  assert.equal(exponent, Math.log10(0.5));
  const look = { color: "#123456", panel: "#ffffff", log: true };
  const layout = marksLayout({ best: null, patience: null, stop: null, line: { y: exponent, text: "" } }, look);
  assert.ok(Math.abs(layout.shapes[0].y0 - 0.5) < 1e-12, "a shape's y is a value");
  assert.equal(layout.annotations[0].y, exponent, "an annotation's an exponent");
});

test("each criterion says how far it has come", () => {
  const criteria = [
    { name: "patience", value: 12, threshold: 20, epoch: 17, met: false },
    { name: "generalization_loss", value: 4.5678, threshold: 20, epoch: 17, met: false },
    { name: "progress_quotient", value: null, threshold: 1, epoch: 15, met: true },
    { name: "successive_rises", value: null, threshold: 3, epoch: 4, met: false },
  ];
  const stopping = { armed: true, patience: 20, criteria };
  const lines = criteriaWords({ stopping, state: "running" });
  assert.deepEqual(
    lines.map(({ text }) => text),
    [
      "12 epochs without improvement (limit 20)",
      "Validation error 4.57 % above its smallest (limit 20 %)",
      "Loss ∞ times the progress (limit 1, epoch 15)",
      "0 of 3 strips in succession ended higher (epoch 4)",
    ],
  );
  assert.deepEqual(
    lines.map(({ share }) => Number(share.toFixed(2))),
    [0.6, 0.23, 1, 0],
  );
  const stopped = criteriaWords({ stopping, state: "stopped" });
  assert.deepEqual(stopped.map(({ text }) => text.endsWith(": stopped")), [false, false, true, false]);
});

test("a criterion that was passed over says so, and one epoch is one", () => {
  const criteria = [
    { name: "patience", value: 64, threshold: 20, epoch: 80, met: true, passed: true },
    { name: "patience", value: 1, threshold: 1, epoch: 17, met: true, passed: false },
  ];
  const lines = criteriaWords({ stopping: { armed: true, criteria }, state: "stopped" });
  assert.deepEqual(lines.map(({ text }) => text), [
    "64 epochs without improvement (limit 20): passed over",
    "1 epoch without improvement (limit 1): stopped",
  ]);
});

test("without validation examples there is no criterion to show: the status says so", () => {
  const stopping = { armed: true, rests: true, criteria: [{ name: "patience", value: 0, threshold: 20, epoch: 9 }] };
  assert.deepEqual(criteriaWords({ stopping, state: "running" }), []);
});

test("the lowest epoch has a mark of its own where it is not the best", () => {
  const scene = { range: RANGE, log: false, metric: "error", stop: 50, width: 600 };
  assert.equal(marksOf(state(), scene).lowest, null);
  const { series, frame } = state({ error: 0.5 });
  Object.assign(frame.stopping, { lower_epoch: 42, lower_error: 0.4 });
  const { best, lowest } = marksOf({ series, frame }, scene);
  assert.deepEqual([lowest.x, lowest.y, lowest.text], [42, 0.4, "lowest · epoch 42"]);
  assert.ok(best.dy < 0 && lowest.dy > 0, "one label above, one below");
  const unseen = marksOf({ series, frame: { stopping: { ...frame.stopping, best_epoch: null } } }, scene);
  assert.deepEqual([unseen.best, unseen.lowest.dy < 0], [null, true]);
  const look = { color: "#123456", panel: "#ffffff", log: false };
  const names = marksLayout({ best, lowest, patience: null, stop: null, line: null }, look).annotations;
  assert.deepEqual(names.map(({ text }) => text), ["lowest · epoch 42", "best · epoch 30"]);
});

test("patience is shaded up to now once a stop was passed over and a new best epoch came", () => {
  assert.deepEqual(patienceWindow(state({ epochs: 90, best: 70 }), 50), [70, 90]);
});

test("a stop that was passed over has a flag", () => {
  const flags = flagsOf([{ epoch: 36, set: {}, before: {}, pass_stop: true }], (name) => name);
  assert.deepEqual(flags, [{ epoch: 36, last: 36, when: "epoch 36", text: "kept training past the stop" }]);
});

test("without early stopping, or before its first epoch, there is nothing to count", () => {
  const off = { armed: false, patience: 20, criteria: [] };
  const settings = { criteria: ["patience", "generalization_loss", "progress_quotient", "successive_rises"] };
  Object.assign(settings, { patience: 20, gl_threshold: 5, pq_threshold: 2, rises: 3 });
  assert.deepEqual(criteriaWords({ stopping: off }, settings).map(({ share }) => share), [0]);
  const waiting = criteriaWords({ stopping: { ...off, armed: true } }, settings);
  assert.deepEqual(waiting.map(({ name, text, share }) => [name, text, share]), [
    ["patience", "Patience: 20 epochs without improvement", 0],
    ["generalization_loss", "Validation error 5 % above its smallest", 0],
    ["progress_quotient", "Loss 2 times the progress", 0],
    ["successive_rises", "3 strips in succession that end higher", 0],
  ]);
});

test("a file's notes tell what hovering would", () => {
  const flags = [{ epoch: 9, when: "epoch 9", text: "learning rate: 0.1 → 0.3" }];
  assert.deepEqual(curveNotes(state(), flags, 50), [
    "50 epochs",
    "best epoch 30",
    "stopped at epoch 50",
    "epoch 9: learning rate: 0.1 → 0.3",
  ]);
});

test("the curves are told in words", () => {
  const series = { epoch: [0, 1], train: [0.7, 0.61234], validation: [0.8, null], test: [1, 1] };
  const told = {
    ...state(),
    series,
    run: { data: { counts: { train: 9, validation: 9, test: 9 } } },
    view: { test: false },
  };
  assert.equal(
    curveWords(told, "error", null),
    "Error over 1 epochs: train from 0.700 to 0.612, validation from 0.800 to no number. The best epoch is 30.",
  );
});

test("the newest piece of a curve goes from epochs to pixels, in runs without gaps", () => {
  const axes = { across: (x) => 10 * x, down: (y) => -y, log: false };
  const runs = tailRuns([5, 6, 7, 8, 9], [1, 2, null, 3, 4], axes);
  assert.deepEqual(runs, [
    [[50, -1], [60, -2]],
    [[80, -3], [90, -4]],
  ]);
  assert.deepEqual(tailRuns([1, 2], [10, 100], { ...axes, log: true }), [[[10, -1], [20, -2]]]);
});

test("a stop stays marked after the training was made to go on", () => {
  const at = (stop_epoch, passed_epoch) => stopOf({ frame: { stopping: { stop_epoch, passed_epoch } } });
  assert.equal(at(null, null), null);
  assert.equal(at(36, null), 36);
  assert.equal(at(null, 36), 36);
  assert.equal(at(80, 36), 80);
  assert.equal(stopOf({ frame: null }), null);
});
