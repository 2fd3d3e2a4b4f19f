import assert from "node:assert/strict";
import { test } from "node:test";
import {
  exists,
  focusName,
  lightsBias,
  lightsEdge,
  lightsUnit,
  nextFocus,
  sameFocus,
} from "../../../static/js/pictures/focus.js";

const SIZES = [2, 3, 1];
const NETWORK = { sizes: SIZES, inputs: ["x₁", "x₂"], outputs: ["inside"] };
const EDGE = { kind: "edge", layer: 1, from: 1, to: 2 };
const UNIT = { kind: "unit", layer: 1, unit: 2 };
const BIAS = { kind: "bias", layer: 1, unit: 2 };

test("an edge lights itself and its two ends", () => {
  assert.ok(lightsEdge(EDGE, { layer: 1, from: 1, to: 2 }));
  assert.ok(!lightsEdge(EDGE, { layer: 1, from: 0, to: 2 }));
  assert.ok(lightsUnit(EDGE, { layer: 0, unit: 1 }));
  assert.ok(lightsUnit(EDGE, { layer: 1, unit: 2 }));
  assert.ok(!lightsUnit(EDGE, { layer: 2, unit: 0 }));
});

test("a unit lights the edges into it and out of it, and its bias", () => {
  assert.ok(lightsEdge(UNIT, { layer: 1, from: 0, to: 2 }));
  assert.ok(lightsEdge(UNIT, { layer: 2, from: 2, to: 0 }));
  assert.ok(!lightsEdge(UNIT, { layer: 1, from: 0, to: 1 }));
  assert.ok(lightsUnit(UNIT, { layer: 2, unit: 0 }));
  assert.ok(!lightsUnit(UNIT, { layer: 1, unit: 0 }));
  assert.ok(lightsBias(UNIT, { layer: 1, unit: 2 }));
});

test("a bias lights its unit and no edge", () => {
  assert.ok(lightsBias(BIAS, { layer: 1, unit: 2 }));
  assert.ok(lightsUnit(BIAS, { layer: 1, unit: 2 }));
  assert.ok(!lightsEdge(BIAS, { layer: 1, from: 0, to: 2 }));
  assert.ok(!lightsUnit(BIAS, { layer: 0, unit: 0 }));
});

test("without a focus everything is lit", () => {
  assert.ok(lightsEdge(null, { layer: 1, from: 0, to: 0 }));
  assert.ok(lightsUnit(null, { layer: 1, unit: 0 }));
  assert.ok(lightsBias(null, { layer: 1, unit: 0 }));
});

test("a focus ends with the layer or unit that it names", () => {
  assert.ok(exists(EDGE, SIZES));
  assert.ok(!exists(EDGE, [2, 2, 1]));
  assert.ok(!exists(UNIT, [2, 1]));
  assert.ok(!exists(null, SIZES));
});

test("what is looked at is named in words", () => {
  assert.equal(focusName(EDGE, NETWORK), "input x₂ → hidden 1, unit 3");
  assert.equal(focusName(BIAS, NETWORK), "bias of hidden 1, unit 3");
  assert.equal(focusName({ kind: "unit", layer: 2, unit: 0 }, NETWORK), "output");
});

test("the keyboard goes through all units and around", () => {
  const first = nextFocus(null, SIZES, 1);
  assert.deepEqual(first, { kind: "unit", layer: 0, unit: 0 });
  const last = nextFocus(first, SIZES, -1);
  assert.deepEqual(last, { kind: "unit", layer: 2, unit: 0 });
  assert.deepEqual(nextFocus(EDGE, SIZES, 1), { kind: "unit", layer: 2, unit: 0 });
});

test("with Shift the keyboard goes through a unit's bias and edges", () => {
  const bias = nextFocus(UNIT, SIZES, 1, true);
  const edge = nextFocus(bias, SIZES, 1, true);
  assert.deepEqual(bias, BIAS);
  assert.deepEqual(edge, { kind: "edge", layer: 1, from: 0, to: 2 });
  assert.ok(sameFocus(nextFocus(edge, SIZES, -1, true), bias));
});
