import assert from "node:assert/strict";
import { test } from "node:test";
import {
  countMarks,
  examplesSeen,
  healthMark,
  MARKS,
  marksOf,
  reasonWords,
  unitReasons,
} from "../../../static/js/pictures/health.js";
import { unwellWords } from "../../../static/js/pictures/network_words.js";
import { focusContent } from "../../../static/js/pictures/numbers.js";
import { paintNodes } from "../../../static/js/pictures/nodes.js";

const unwell = (layer, unit, reason, more) => ({ layer, unit, reason, others: 0, stuck: false, ...more });
const HEALTH = {
  examples: 60,
  units: [
    unwell(1, 2, "symmetric", { others: 3 }),
    unwell(1, 2, "dead"),
    unwell(2, 0, "saturated"),
    unwell(2, 1, "symmetric", { others: 1, stuck: true }),
  ],
};

test("a unit with two reasons carries the mark of the graver one", () => {
  const marks = marksOf(HEALTH);
  assert.equal(marks[1][2], "dead");
  assert.equal(marks[2][0], "saturated");
  assert.equal(marks[1][0], undefined);
  assert.deepEqual(countMarks(marks), { holding: 0, dead: 1, saturated: 1, symmetric: 1 });
  assert.deepEqual(marksOf(null), []);
  assert.deepEqual(countMarks([]), { holding: 0, dead: 0, saturated: 0, symmetric: 0 });
});

test("each reason says why the unit learns no more", () => {
  const words = (entry, training = 60) => reasonWords(entry, 60, training);
  assert.match(words(HEALTH.units[1]), /^dead: a is 0 for all 60 training examples, so no example/);
  assert.match(words(HEALTH.units[1], 900), /all 60 training examples looked at, so/);
  assert.match(words(HEALTH.units[2]), /^saturated: for more than 95 % of the 60 .* 0\.01 of an end/);
  assert.match(words(HEALTH.units[0]), /^symmetric: the same weights in and out as 3 others of its/);
  assert.match(words(HEALTH.units[3]), /as those of 1 other of .* gradients are exactly 0/);
});

test("no unit is said to stay as it is: an optimizer may still carry an update", () => {
  for (const entry of HEALTH.units) assert.doesNotMatch(reasonWords(entry, 60, 60), /stay/);
  assert.match(reasonWords(HEALTH.units[3], 60, 60), /only what the optimizer still carries could move it/);
  assert.match(reasonWords(HEALTH.units[0], 60, 60), /same gradients: only what .* could part them/);
});

test("what units were judged by is told as a part only where it is one", () => {
  assert.equal(examplesSeen(60, 60), "60 training examples");
  assert.equal(examplesSeen(500, 900), "500 training examples looked at");
});

test("a unit's card has all its reasons, another's has none", () => {
  assert.equal(unitReasons(HEALTH, { layer: 1, unit: 2 }, 60).length, 2);
  assert.deepEqual(unitReasons(HEALTH, { layer: 1, unit: 0 }, 60), []);
  assert.deepEqual(unitReasons(null, { layer: 1, unit: 0 }, 60), []);
  const run = { network: { sizes: [1, 4, 2, 1] }, data: { counts: { train: 60 } } };
  const focus = { kind: "unit", layer: 2, unit: 0 };
  const frame = { update: 1, state: "paused", health: HEALTH, focus };
  const names = { inputs: ["x₁"], outputs: ["y"] };
  const { note } = focusContent(focus, { run, frame, names });
  assert.match(note, /^Saturated: .* change its weights\. δ is/);
  const bias = { ...focus, kind: "bias" };
  assert.doesNotMatch(focusContent(bias, { run, frame: { ...frame, focus: bias }, names }).note, /Satur/);
});

test("the picture in words counts the units that learn no more", () => {
  assert.equal(unwellWords(HEALTH), " Hidden units that learn no more: 1 dead, 1 saturated, 1 symmetric.");
  assert.equal(unwellWords({ examples: 60, units: [] }), "");
  assert.equal(unwellWords(null), "");
});

test("marks differ in their strokes, and stand off the bias mark's corner", () => {
  assert.equal(new Set(Object.values(MARKS).map(JSON.stringify)).size, 4);
  const { x, y, reach } = healthMark({ x: 100, y: 50, size: 30 });
  assert.deepEqual([x, y], [115, 35]);
  assert.ok(reach <= 7);
});

test("only a marked unit is painted with a disc and strokes", () => {
  const node = (unit) => ({ layer: 1, unit, x: 50, y: 50 + 40 * unit, size: 30 });
  const layer = { deltas: Float32Array.of(0, 0), biases: Float32Array.of(0, 0) };
  const colors = { ink: "#000", panel: "#fff", positive: "#00f", negative: "#f80", neutral: "#eee" };
  const scene = {
    geometry: { columns: [{ size: 30, units: [node(0), node(1)] }] },
    layers: [layer],
    limit: 1,
    deltaLimit: 0,
    colors,
    drawMap() {},
  };
  const painted = (marks) => {
    const calls = [];
    const context = new Proxy({}, { get: (_, name) => (...all) => calls.push([name, ...all]), set: () => true });
    paintNodes(context, { ...scene, marks });
    return calls.filter(([name]) => name === "arc" || name === "moveTo");
  };
  const plain = painted([]).length;
  const marked = painted(marksOf({ units: [unwell(1, 1, "dead")] }));
  assert.equal(marked.length, plain + 1 + MARKS.dead.length);
  assert.ok(marked.some(([name, x, y]) => name === "arc" && x === 65 && y === 75));
});

test("a unit that holds on to the point looked into is marked before all else", () => {
  const units = [
    { layer: 1, unit: 0, holds: false },
    { layer: 2, unit: 0, holds: true },
  ];
  const marks = marksOf(HEALTH, units);
  assert.equal(marks[2][0], "holding");
  assert.equal(marks[1][0], undefined);
  assert.equal(countMarks(marks).holding, 1);
});
