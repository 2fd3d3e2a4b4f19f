import assert from "node:assert/strict";
import { test } from "node:test";
import { curveScene } from "../../../static/js/pictures/curve_figure.js";
import { createCurveZoom } from "../../../static/js/pictures/curve_zoom.js";
import { createRanges, ticksOf } from "../../../static/js/pictures/axes.js";
import { marksOf } from "../../../static/js/pictures/curve_marks.js";
import { axesOf } from "../../../static/js/pictures/marks_canvas.js";
import { placeLabel } from "../../../static/js/pictures/hover_label.js";
import { partOf } from "../../../static/js/pictures/plot_pointer.js";
import { createZoom } from "../../../static/js/pictures/zoom.js";

const PLOT = { x: 50, y: 20, width: 300, height: 100 };
const RANGE = { x: [0, 100], y: [0, 2] };

function zooming(range = RANGE, log = false) {
  let times = 0;
  const view = { scene: { range, whole: range, metric: "error" }, axes: axesOf(PLOT, range, log), secondAxes: axesOf(PLOT, { x: range.x, y: [0, 1] }, false) };
  return { ...createCurveZoom(() => view, () => (times += 1)), times: () => times };
}

test("a dragged part is what is seen, on both axes", () => {
  const { zoom, drag, times } = zooming();
  assert.equal(zoom.isOn(), false);
  drag({ x: [80, 200], y: [70, 120] });
  assert.deepEqual([zoom.apply(RANGE, "error"), times()], [{ x: [10, 50], y: [0, 1] }, 1]);
  assert.deepEqual(zoom.apply({ x: [0, 100], y: [0, 1] }, "accuracy").y, [0, 0.5]);
});

test("a straight drag opens one direction only", () => {
  assert.deepEqual(partOf({ from: { x: 200, y: 50 }, to: { x: 80, y: 60 } }), { x: [80, 200], y: null });
  assert.deepEqual(partOf({ from: { x: 90, y: 90 }, to: { x: 80, y: 30 } }), { x: null, y: [30, 90] });
  const { zoom, drag } = zooming();
  drag({ x: [80, 200], y: null });
  assert.deepEqual(zoom.apply(RANGE, "error"), { x: [10, 50], y: [0, 2] });
});

test("a zoom goes over to a logarithmic axis and back", () => {
  const { zoom, drag } = zooming();
  drag({ x: null, y: [20, 70] });
  assert.deepEqual(zoom.apply({ x: [0, 100], y: [-3, 1] }, "error", true).y, [0, Math.log10(2)]);
  const low = zooming();
  low.drag({ x: null, y: [70, 120] });
  assert.deepEqual(low.zoom.apply({ x: [0, 100], y: [-3, 1] }, "error", true).y, [-3, 0], "there is no 0");
  const exponents = zooming({ x: [0, 100], y: [-2, 0] }, true);
  exponents.drag({ x: null, y: [20, 70] });
  const { y } = exponents.zoom.apply(RANGE, "error");
  assert.ok(Math.abs(y[0] - 0.1) < 1e-12 && Math.abs(y[1] - 1) < 1e-12);
});

test("errors keep their zoom while accuracies are looked at, and the epochs are the same", () => {
  const zoom = createZoom();
  zoom.toEpochs([10, 20]);
  zoom.toValues("error", [0.1, 0.2]);
  assert.deepEqual(zoom.apply({ x: [0, 100], y: [0.5, 1] }, "accuracy"), { x: [10, 20], y: [0.5, 1] });
  assert.deepEqual(zoom.apply(RANGE, "error").y, [0.1, 0.2]);
});

test("keys come nearer and go away again, around the epoch that is pointed at", () => {
  const { zoom, nearer, reset } = zooming();
  nearer(80, 0.5);
  assert.deepEqual(zoom.epochs(), [40, 90]);
  nearer(null, 2);
  assert.equal(zoom.epochs(), null, "the whole again");
  nearer(50, 1e-6);
  assert.deepEqual(zoom.epochs(), [49, 51], "no nearer than two epochs");
  reset();
  assert.equal(zoom.isOn(), false);
});

test("another run begins with the whole", () => {
  const zoom = createZoom();
  zoom.follow("a,1");
  zoom.toEpochs([10, 20]);
  zoom.follow("a,1");
  assert.equal(zoom.isOn(), true);
  zoom.follow("a,2");
  assert.equal(zoom.isOn(), false);
});

function state(train) {
  const epoch = train.map((_, i) => i);
  const none = epoch.map(() => null);
  const series = { epoch, train, validation: none, test: none };
  const run = { id: "a", generation: 1, data: { counts: { train: 9, validation: 0, test: 0 } } };
  return { run, series, settings: {}, kept: [], view: {}, frame: { state: "paused", stopping: { armed: true, best_epoch: 5, best_error: train[5] } } };
}

test("epochs alone fit the errors that are seen; marks beyond them are left out", () => {
  const all = state(Array.from({ length: 101 }, (_, i) => (i < 10 ? 8 : 0.5)));
  const zoom = createZoom();
  const ranges = createRanges(() => 0);
  const scene = () => curveScene(all, { ranges, stop: 90, metric: "error", width: 300, zoom });
  assert.deepEqual([scene().range.y, scene().marks.best.x], [[0, 10], 5]);
  zoom.toEpochs([20, 60]);
  assert.deepEqual(scene().range, { x: [20, 60], y: [0, 0.6] });
  const { best, stop, patience } = scene().marks;
  assert.deepEqual([best, stop, patience], [null, null, [20, 60]]);
  assert.equal(marksOf(all, { range: { x: [0, 4], y: [0, 10] }, log: false, metric: "error", stop: null, width: 300 }).patience, null);
});

test("a few peaks do not flatten the rest; they are told", () => {
  const calm = Array.from({ length: 100 }, (_, i) => 0.7 - i / 400);
  const of = (train, view = {}) => {
    const all = { ...state(train), view };
    const { range, peak } = curveScene(all, { ranges: createRanges(() => 0), stop: null, metric: "error", width: 300, zoom: createZoom() });
    return [range.y[1], peak];
  };
  assert.deepEqual(of([...calm, 3e5]), [0.8, 3e5]);
  assert.deepEqual(of([...calm, 3e5], { log: true }), [Math.log10(5e5), null]);
  assert.deepEqual(of(calm), [0.8, null]);
  assert.deepEqual(of([0.7, 0.1, ...calm.map(() => 1e-9)]), [0.8, null], "a curve that came down has no peak");
  assert.deepEqual(of(calm.map((value, i) => value + 20 * (i % 2))), [25, null], "nor one that is restless all the time");
  assert.equal(of([0.7, 3, 90, 1e4, 1e6])[1], null);
});

test("a part of a tiny error axis has its ticks there", () => {
  const ticks = ticksOf([0.9e-5, 1e-5], false);
  assert.deepEqual(ticks.texts, ["0.9", "0.92", "0.94", "0.96", "0.98", "1"]);
  assert.equal(ticks.power, "10⁻⁵");
  assert.equal(ticksOf([Math.log10(0.55), Math.log10(0.6)], true), null, "Plotly's own are right");
});

test("the label stays in the window, beside the line or over the plot", () => {
  const view = { width: 400, height: 300 };
  const box = { left: 20, right: 380, top: 100, bottom: 200 };
  assert.deepEqual(placeLabel({ x: 60, box }, { width: 200, height: 80 }, view), { left: 74, top: 100 });
  assert.deepEqual(placeLabel({ x: 300, box }, { width: 200, height: 80 }, view), { left: 86, top: 100 });
  assert.deepEqual(placeLabel({ x: 200, box }, { width: 300, height: 80 }, view), { left: 50, top: 16 });
  assert.deepEqual(placeLabel({ x: 200, box }, { width: 300, height: 98 }, view), { left: 50, top: 198 });
  assert.equal(placeLabel({ x: 60, box }, { width: 200, height: 290 }, view).top, 6);
});
