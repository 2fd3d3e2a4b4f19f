import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeFrame } from "../../../static/js/core/frames.js";
import { layerColors, layersFigure, spread } from "../../../static/js/signals/figure.js";

const COLORS = { "layer-first": "#004040", "layer-last": "#00c0c0" };
const color = (name) => COLORS[name] ?? "#123456";
const trace = (symbol) => ({ type: "scatter", line: { width: 1 }, marker: { symbol, size: 8 } });
const SKELETON = {
  data: [trace("circle"), trace("square"), trace("star")],
  layout: { margin: { l: 50, r: 60, t: 10, b: 40 }, xaxis: {}, yaxis: { type: "log" } },
  config: {},
};
const SERIES = {
  epoch: [1, 2, 3],
  delta: [
    [1e-4, null, 2e-4],
    [0.1, 0.2, null],
  ],
  gradient: [
    [null, null, null],
    [1, 2, 3],
  ],
};
const PARTS = { kind: "delta", names: ["hidden 1", "output"], size: { width: 300, height: 250 }, color };

test("each layer has a line with its own marker, shade and name at its end", () => {
  const { data, layout } = layersFigure(SKELETON, SERIES, PARTS);
  assert.deepEqual(data.map(({ name }) => name), ["hidden 1", "output"]);
  assert.deepEqual(data.map(({ marker }) => marker.symbol), ["circle", "square"]);
  assert.deepEqual(data[0].y, [1e-4, null, 2e-4]);
  assert.notEqual(data[0].line.color, data[1].line.color);
  assert.deepEqual(layout.annotations.map(({ text }) => text), ["output", "hidden 1"]);
  assert.ok(layout.annotations[0].y > layout.annotations[1].y);
  const [low, high] = layout.yaxis.range;
  assert.ok(low <= -4 && high >= Math.log10(0.2));
});

test("a layer without values has no label, a figure without any an empty axis", () => {
  const { layout } = layersFigure(SKELETON, SERIES, { ...PARTS, kind: "gradient" });
  assert.deepEqual(layout.annotations.map(({ text }) => text), ["output"]);
  const none = { epoch: [], delta: [[], []], gradient: [[], []] };
  const empty = layersFigure(SKELETON, none, PARTS).layout;
  assert.deepEqual(empty.annotations, []);
  assert.deepEqual(empty.yaxis.range, [-3, 0]);
});

test("shades run from the first token to the last", () => {
  assert.deepEqual(layerColors(3, color), ["rgb(0,64,64)", "rgb(0,128,128)", "rgb(0,192,192)"]);
  assert.deepEqual(layerColors(1, color), ["rgb(0,192,192)"]);
});

test("labels that would overlap are pushed apart, and stay inside", () => {
  assert.deepEqual(spread([10, 12, 50], 100, 13), [10, 23, 50]);
  assert.deepEqual(spread([90, 95, 99], 100, 13), [74, 87, 100]);
  assert.deepEqual(spread([], 100), []);
});

test("how each layer learns is kept from the frame before, apart from its weights", () => {
  const bytes = (...values) => new Float32Array(values).buffer;
  const state = { weights: bytes(1, 2), gradient: bytes(3, 4), change: bytes(5, 6), deltas: bytes(7) };
  const series = { epoch: [1, 2], delta: bytes(0.5, 0), gradient: bytes(2, 4) };
  const layers = { delta: [0.5], gradient: [1], series };
  const health = { examples: 3, units: [] };
  const first = decodeFrame({ ...state, layers, health }, [1, 1], null);
  assert.deepEqual(first.signals.series.delta, [[0.5, null]]);
  assert.deepEqual(first.signals.series.gradient, [[2, 4]]);
  assert.deepEqual([...first.layers[0].weights], [1]);
  const next = decodeFrame({ ...state, layers: null, health: null }, [1, 1], first);
  assert.equal(next.signals, first.signals);
  assert.equal(next.health, health);
  assert.equal(decodeFrame(state, [1, 1], null).signals, null);
});
