import assert from "node:assert/strict";
import { test } from "node:test";
import { legendWords, readable } from "../../../static/js/pictures/legend.js";
import { focusContent } from "../../../static/js/pictures/numbers.js";
import { shapeOf } from "../../../static/js/pictures/network_words.js";
import { exact, placeBeside, placeFar } from "../../../static/js/pictures/readout.js";
import { changedLayers, countParameters } from "../../../static/js/pictures/structure.js";

const EDGE = { kind: "edge", layer: 1, from: 1, to: 0 };
const NAMES = { inputs: ["x₁", "x₂"], outputs: ["inside"] };
const RUN = { network: { sizes: [2, 1] }, data: { dimensions: 2 } };

function frame(more) {
  const layer = {
    weights: Float32Array.of(1, 2),
    weightGradients: Float32Array.of(3, 4),
    weightChanges: Float32Array.of(5, 6),
    biases: Float32Array.of(7),
    biasGradients: Float32Array.of(8),
    biasChanges: Float32Array.of(9),
    deltas: Float32Array.of(8),
  };
  return { update: 3, focus: null, layers: [layer], ...more };
}

function values(focus, given) {
  const { rows } = focusContent(focus, { run: RUN, frame: given, names: NAMES });
  return rows.map(([, value]) => value);
}

test("numbers have a sign and a steady width", () => {
  assert.equal(exact(-0.1), "−0.10000000");
  assert.equal(exact(12.5), "+12.50000000");
  assert.equal(exact(0), "+0.00000000");
  assert.equal(exact(-3.2e-7), "−3.200000e−7");
  assert.equal(exact(null), "–");
});

test("the server's exact numbers are shown once they are there", () => {
  const focus = { ...EDGE, weight: 0.1234567891, gradient: -1, change: 0.25 };
  assert.deepEqual(values(EDGE, frame({ focus })), ["+0.12345679", "−1.00000000", "+0.25000000"]);
});

test("until then the picture's own numbers stand in", () => {
  const other = { ...EDGE, from: 0, weight: 99, gradient: 99, change: 99 };
  assert.deepEqual(values(EDGE, frame({ focus: other })), [
    "+2.00000000",
    "+4.00000000",
    "+6.00000000",
  ]);
  assert.equal(values({ kind: "bias", layer: 1, unit: 0 }, frame())[0], "+7.00000000");
});

test("before the first update there is no gradient, and the card says so", () => {
  assert.deepEqual(values(EDGE, frame({ update: 0 })).slice(1), ["no update yet", "no update yet"]);
  const words = legendWords({ limit: 0, deltaLimit: 0, edges: 3, update: 0 }, "gradient");
  assert.match(words.width, /no update yet/);
});

test("the legend says what full width means", () => {
  const words = legendWords({ limit: 1.5, deltaLimit: 0.02, edges: 3, update: 9 }, "change");
  assert.equal(words.width, "full width: update Δw = ±1.5");
  assert.equal(words.ring, "ring: δ up to ±0.02");
  assert.equal(readable(2e-7), "2e−7");
});

test("a card stands beside its point and inside the picture", () => {
  const card = { width: 200, height: 80 };
  const box = { width: 600, height: 400 };
  assert.deepEqual(placeBeside({ x: 100, y: 200 }, card, box), { left: 114, top: 160 });
  assert.equal(placeBeside({ x: 550, y: 200 }, card, box).left, 336);
  assert.equal(placeBeside({ x: 100, y: 5 }, card, box).top, 4);
  assert.equal(placeBeside({ x: 100, y: 200, reach: 20 }, card, box).left, 134);
});

test("a card that fits on neither side stands above or below its point", () => {
  const card = { width: 240, height: 80 };
  const box = { width: 300, height: 400 };
  assert.deepEqual(placeBeside({ x: 150, y: 200 }, card, box), { left: 30, top: 106 });
  assert.equal(placeBeside({ x: 150, y: 60 }, card, box).top, 74);
});

test("+ and − change layers and units within the limits", () => {
  assert.deepEqual(changedLayers([2, 8, 1], { step: 1 }), [8, 8]);
  assert.deepEqual(changedLayers([2, 1], { step: 1 }), [4]);
  assert.deepEqual(changedLayers([2, 8, 1], { step: -1 }), []);
  assert.deepEqual(changedLayers([2, 8, 8, 1], { layer: 2, step: -1 }), [8, 7]);
  assert.equal(changedLayers([2, 1], { step: -1 }), null);
  assert.equal(changedLayers([2, 4, 4, 4, 4, 4, 4, 1], { step: 1 }), null);
  assert.equal(changedLayers([2, 32, 1], { layer: 1, step: 1 }), null);
  assert.equal(changedLayers([2, 1, 1], { layer: 1, step: -1 }), null);
});

test("no press leads beyond 5,000 parameters", () => {
  const sizes = [7, 32, 32, 32, 32, 32, 1];
  assert.equal(countParameters(sizes), 7 * 32 + 32 + 4 * (32 * 32 + 32) + 33);
  assert.equal(changedLayers(sizes, { step: 1 }), null);
});

test("the head's words fit: equal layers are counted, no layer has no activation", () => {
  const labels = { relu: "ReLU" };
  const shape = (sizes) => shapeOf({ sizes, activation: "relu" }, labels, 26);
  assert.equal(shape([2, 8, 8, 1]), "2 → 8 → 8 → 1 · ReLU");
  assert.equal(shape([7, 8, 8, 8, 8, 8, 8, 1]), "7 → 8×6 → 1 · ReLU");
  assert.equal(shape([7, 8, 7, 6, 5, 4, 3, 1]), "7 → 6 layers → 1 · ReLU");
  assert.equal(shape([2, 1]), "2 → 1");
});

test("a card over the map stands in the corner that is farthest", () => {
  const card = { width: 100, height: 50 };
  const box = { width: 300, height: 300 };
  assert.deepEqual(placeFar({ x: 50, y: 50 }, card, box), { left: 196, top: 246 });
  assert.deepEqual(placeFar({ x: 250, y: 250 }, card, box), { left: 4, top: 4 });
});

test("an input says which function of an example it is", () => {
  const note = (inputs, dimensions = 2) => {
    const run = { network: { sizes: [1, 1], inputs }, data: { dimensions } };
    const focus = { kind: "unit", layer: 0, unit: 0 };
    return focusContent(focus, { run, frame: frame(), names: NAMES }).note;
  };
  assert.match(note(["x1_x2"]), /the product of/);
  assert.match(note(["x2"]), /the second coordinate/);
  assert.match(note(["x1"], 1), /the one coordinate/);
});

test("on a walk the legend tells whose deltas are shown, and what is dropped", () => {
  const scene = { limit: 1, deltaLimit: 0.5, edges: 3, update: 9 };
  const at = (phase) => legendWords({ ...scene, walk: { phase } }, "weight").ring;
  assert.equal(at("forward"), "ring: δ, on the way back");
  assert.equal(at("backward"), "ring: its δ up to ±0.5");
  const trace = { update: 9, example: 2, examples: 10 };
  const dropped = (more) => legendWords({ ...scene, ...more }, "weight").dropped;
  assert.equal(dropped({}), "");
  assert.equal(dropped({ dropped: () => true, trace }), "dropped in update 9, example 3 of 10");
  assert.equal(dropped({ dropped: () => true, trace: { ...trace, examples: 1 } }), "dropped in update 9");
});
