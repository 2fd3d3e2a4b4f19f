import assert from "node:assert/strict";
import { test } from "node:test";

import { decodeFrame, decodeMaps, decodeRun, typed } from "../../../static/js/core/frames.js";

const SIZES = [2, 3, 1];
const P = 2 * 3 + 3 + 3 + 1;
const bytes = (...values) => new Float32Array(values).buffer;
const count = (n, start = 0) => bytes(...Array.from({ length: n }, (_, i) => start + i));

function message(parts = {}) {
  const state = { weights: count(P), gradient: count(P, 100), change: count(P, 200), deltas: count(4) };
  return { seq: 1, ...state, maps: null, output: null, ...parts };
}

test("layers are views of the frame's one array, weights before biases", () => {
  const frame = decodeFrame(message(), SIZES, null);
  const [first, last] = frame.layers;
  assert.deepEqual([...first.weights], [0, 1, 2, 3, 4, 5]);
  assert.deepEqual([...first.biases], [6, 7, 8]);
  assert.deepEqual([...last.weights], [9, 10, 11]);
  assert.deepEqual([...last.biasChanges], [212]);
  assert.deepEqual([...first.deltas], [0, 1, 2]);
  assert.deepEqual([...last.deltas], [3]);
  assert.equal(first.weights.buffer, frame.weights.buffer);
});

test("maps that were not sent are taken over from the frame before", () => {
  const maps = { size: 2, rows: 2, scales: bytes(0.5, 2), cells: new Int8Array(8).fill(-127).buffer };
  const before = decodeFrame(message({ maps }), SIZES, null);
  const after = decodeFrame(message(), SIZES, before);
  assert.equal(after.maps, before.maps);
  assert.equal(after.maps.length, 2);
  assert.equal(after.maps[1].scale, 2);
  assert.deepEqual([...after.maps[1].cells], [-127, -127, -127, -127]);
});

test("an output map and a fitted curve are both decoded", () => {
  const output = { size: 1, channels: 1, scale: 1, cells: new Int8Array([5]).buffer };
  assert.deepEqual([...decodeFrame(message({ output }), SIZES, null).output.cells], [5]);
  const curve = { curve: { x: bytes(0, 1), y: bytes(2, 3) } };
  assert.deepEqual([...decodeFrame(message({ output: curve }), SIZES, null).output.curve.y], [2, 3]);
});

test("the points of a run are decoded, a missing coordinate stays null", () => {
  const data = {
    x1: bytes(1, 2),
    x2: null,
    target: bytes(0, 1),
    set: new Uint8Array([0, 2]).buffer,
    flipped: new Uint8Array([0, 1]).buffer,
  };
  const run = decodeRun({ data, input_maps: null });
  assert.deepEqual([...run.data.x1], [1, 2]);
  assert.equal(run.data.x2, null);
  assert.deepEqual([...run.data.set], [0, 2]);
  assert.equal(decodeMaps(null), null);
});

test("bytes that start between two floats are copied, others are not", () => {
  const whole = new Uint8Array(12);
  new Float32Array(whole.buffer).set([1, 2, 3]);
  assert.equal(typed(Float32Array, whole.subarray(4)).buffer, whole.buffer);
  const shifted = new Uint8Array(13);
  shifted.set(whole, 1);
  assert.deepEqual([...typed(Float32Array, shifted.subarray(1))], [1, 2, 3]);
});

test("the gradient's two parts are cut into layers, and kept until the next come", () => {
  const pulls = { update: 7, data: count(P), penalty: count(P, 50) };
  const before = decodeFrame(message({ pulls }), SIZES, null);
  const [first, last] = before.pulls.penalty;
  assert.deepEqual([...first.weights], [50, 51, 52, 53, 54, 55]);
  assert.deepEqual([...first.biases], [56, 57, 58]);
  assert.deepEqual([...last.weights], [59, 60, 61]);
  assert.deepEqual([...before.pulls.data[1].biases], [12]);
  assert.equal(decodeFrame(message({ pulls: null }), SIZES, before).pulls, before.pulls);
});
