import assert from "node:assert/strict";
import { test } from "node:test";
import {
  dropsAny,
  flowOf,
  isDropped,
  knownDeltas,
  unitNumber,
  walkFocus,
} from "../../../static/js/pictures/walking.js";

const floats = (...values) => Float32Array.of(...values);
/** The worked example of a 2-2-1 network: its second hidden unit is dropped. */
const TRACE = {
  x: [1, 0.5],
  t: [1],
  layers: [
    { activations: floats(0.645656, 0), deltas: floats(-0.0109768, 0), masks: floats(2, 0) },
    { activations: floats(0.600133), deltas: floats(-0.0959574), masks: floats(1) },
  ],
};
const at = (position, phase, layer) => ({ position, phase, layer, positions: 6 });
const FORWARD_1 = at(1, "forward", 1);
const FORWARD_2 = at(2, "forward", 2);
const ERROR = at(3, "error", 2);
const BACKWARD_2 = at(4, "backward", 2);
const BACKWARD_1 = at(5, "backward", 1);
const REST = at(0, "update", null);
const text = (walk, layer, unit) => {
  const number = unitNumber(walk, TRACE, { layer, unit });
  return number && `${number.sign} ${number.text}`;
};

test("forward works through the edges into a layer, backward through those out of it", () => {
  assert.deepEqual(walkFocus(FORWARD_1, 2), { kind: "layer", layer: 1 });
  assert.deepEqual(walkFocus(ERROR, 2), { kind: "layer", layer: 2, alone: true });
  assert.deepEqual(walkFocus(BACKWARD_2, 2), { kind: "layer", layer: 2, alone: true });
  assert.deepEqual(walkFocus(BACKWARD_1, 2), { kind: "layer", layer: 2 });
  assert.equal(walkFocus(REST, 2), null);
});

test("signals travel on and back through the same edges; the error stays at the output", () => {
  assert.deepEqual(flowOf(FORWARD_2, 2), { layer: 2, way: 1 });
  assert.deepEqual(flowOf(BACKWARD_1, 2), { layer: 2, way: -1 });
  for (const walk of [ERROR, BACKWARD_2, REST]) assert.equal(flowOf(walk, 2), null);
});

test("a number appears when the signals have reached its unit", () => {
  assert.equal(text(FORWARD_1, 0, 1), "x 0.5");
  assert.equal(text(FORWARD_1, 1, 0), "a 0.646");
  assert.equal(text(FORWARD_1, 2, 0), null);
  assert.equal(text(FORWARD_2, 2, 0), "o 0.6");
  assert.equal(text(ERROR, 2, 0), "o 0.6, t 1");
  assert.equal(text(BACKWARD_2, 2, 0), "δ −0.096");
  assert.equal(text(BACKWARD_2, 1, 0), "a 0.646");
  assert.equal(text(BACKWARD_1, 1, 0), "δ −0.011");
  assert.equal(text(BACKWARD_1, 2, 0), "δ −0.096");
});

test("what a phase found is new", () => {
  const isNew = (walk, layer) => unitNumber(walk, TRACE, { layer, unit: 0 }).isNew;
  assert.deepEqual([isNew(FORWARD_2, 1), isNew(FORWARD_2, 2)], [false, true]);
  assert.deepEqual([isNew(BACKWARD_1, 1), isNew(BACKWARD_1, 2)], [true, false]);
});

test("deltas are known from the output back to the layer at work", () => {
  const known = (walk) => knownDeltas(walk, TRACE).map((layer) => layer.some(Boolean));
  assert.deepEqual(known(FORWARD_2), [false, false]);
  assert.deepEqual(known(BACKWARD_2), [false, true]);
  assert.deepEqual(known(BACKWARD_1), [true, true]);
});

test("a unit is dropped where its factor is 0; inputs and outputs never are", () => {
  assert.ok(dropsAny(TRACE));
  assert.deepEqual([isDropped(TRACE, 1, 0), isDropped(TRACE, 1, 1)], [false, true]);
  assert.deepEqual([isDropped(TRACE, 0, 0), isDropped(TRACE, 2, 0)], [false, false]);
  const layers = TRACE.layers.map((layer) => ({ ...layer, masks: null }));
  assert.ok(!dropsAny({ layers }) && !dropsAny(null));
});
