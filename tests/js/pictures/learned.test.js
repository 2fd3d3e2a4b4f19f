import assert from "node:assert/strict";
import { test } from "node:test";
import { mapTable, parseColor, pixel } from "../../../static/js/pictures/colors.js";
import { decisionFields, zeroLine } from "../../../static/js/pictures/contour.js";
import { placeContent, shownWeights } from "../../../static/js/pictures/learned_numbers.js";
import { outputLimit } from "../../../static/js/pictures/learned_scene.js";
import { colorCells, mapLimits } from "../../../static/js/pictures/maps.js";
import { colorClasses } from "../../../static/js/pictures/output_map.js";
import { layoutPlane, pixelOf, pointAt } from "../../../static/js/pictures/plane.js";

const ENDS = { low: [200, 0, 0], middle: [255, 255, 255], high: [0, 0, 200] };
const PLANE = { domain: [-3, 3], line: false, bar: true };

test("the plane is square and lies inside its panel", () => {
  for (const box of [{ width: 386, height: 300 }, { width: 300, height: 500 }]) {
    const { plot, margin } = layoutPlane(box, PLANE);
    assert.equal(plot.width, plot.height);
    assert.ok(margin.r >= 60 && margin.b >= 40 && plot.x + plot.width < box.width);
  }
});

test("a pixel's point is the point's pixel", () => {
  const plane = layoutPlane({ width: 386, height: 300 }, PLANE);
  const { x, y } = pixelOf(plane, 1.25, -2);
  const point = pointAt(plane, x, y);
  assert.ok(Math.abs(point.x - 1.25) < 1e-9 && Math.abs(point.y + 2) < 1e-9);
  assert.equal(pointAt(plane, 2, 2), null);
});

test("cells are coloured by value: cell / 127 times the scale", () => {
  const pixels = new Uint32Array(3);
  const map = { scale: 2, cells: Int8Array.of(-127, 0, 32) };
  const table = mapTable(ENDS);
  colorCells(pixels, 0, map, 1, table);
  assert.deepEqual([...pixels], [table[0], table[127], table[127 + 64]]);
});

test("bounded activations share one scale, others take their layer's largest value", () => {
  const maps = [1, 4, 2, 0.5].map((scale) => ({ scale }));
  const columns = [{ units: [0, 1, 2] }, { units: [0] }];
  const limits = (activation) => mapLimits(maps, { activation, output: "sigmoid" }, columns);
  assert.deepEqual(limits("tanh"), [1, 1, 1, 1]);
  assert.deepEqual(limits("relu"), [4, 4, 4, 1]);
});

test("a cell of three classes has the colour of the likeliest, the surer the fuller", () => {
  const classes = ["#ff0000", "#00ff00", "#0000ff"].map(parseColor);
  const pixels = new Uint32Array(1);
  const output = { size: 1, channels: 3, scale: 1, cells: Int8Array.of(0, 127, 0) };
  colorClasses(pixels, output, { neutral: [0, 0, 0], classes });
  assert.equal(pixels[0], pixel([0, 255 * 0.58, 0]));
});

test("the line of decision lies where the output changes its sign", () => {
  const size = 4;
  const field = Float32Array.from({ length: 16 }, (_, i) => (i % size) - 1.5);
  const line = zeroLine(field, size);
  for (let i = 0; i < line.length; i += 2) assert.equal(line[i], 1.5);
  assert.equal(line.length / 4, size - 1);
});

test("a saddle gives two pieces that do not cross", () => {
  for (const field of [[1, -1, -1, 1], [-1, 1, 1, -1]]) {
    const line = zeroLine(Float32Array.from(field), 2);
    assert.equal(line.length, 8);
    for (let i = 0; i < 8; i += 4) {
      assert.ok(line[i] !== line[i + 2] && line[i + 1] !== line[i + 3]);
    }
  }
});

test("of three classes each has a field: its lead over the best other", () => {
  const fields = decisionFields({ size: 1, channels: 3, cells: Int8Array.of(10, 100, 40) });
  assert.deepEqual(fields.map(([lead]) => lead), [-90, 60, -60]);
});

test("values have the full colour at the largest target", () => {
  assert.equal(outputLimit({ task: "regression", target_range: [-3, 2] }), 3);
  assert.equal(outputLimit({ task: "classification", target_range: [0, 1] }), 1);
});

const DATA = {
  task: "classification",
  classes: ["outside", "inside"],
  target: [1],
  flipped: [1],
  set: [2],
};

test("a place says where it is and what the network makes of it", () => {
  const { rows } = placeContent([0.5, -1], [0.75], { data: DATA, example: null });
  assert.deepEqual(rows, [
    ["at", "+0.500  −1.000"],
    ["output", "+0.75000000"],
    ["taken for", "inside"],
  ]);
});

test("an example says its set, its label and whether that is wrong", () => {
  const content = placeContent([0.5, -1], null, { data: DATA, example: 0 });
  assert.equal(content.title, "Test example 1");
  assert.deepEqual(content.rows[0], ["label", "inside (wrong)"]);
});

test("a click on a training example is promised only while the run takes one", () => {
  const note = (set, isPickable) =>
    placeContent([0.5, -1], null, { data: { ...DATA, set: [set] }, example: 0, isPickable }).note;
  assert.equal(note(0, true), "Click: the next update takes it alone.");
  assert.equal(note(0, false), "");
  assert.equal(note(2, true), "");
});

test("the map says after which epoch or update its weights are", () => {
  const words = (frame, changes = []) =>
    shownWeights({
      frame: { state: "paused", epoch: 2, stopping: { restored: false }, ...frame },
      run: { data: { counts: { train: 60 } } },
      settings: { batch_size: 10 },
      changes,
    });
  assert.equal(words({ update: 12 }), "epoch 2");
  assert.equal(words({ update: 14 }), "after update 14");
  assert.equal(words({ update: 14, state: "running" }), "epoch 2");
  assert.equal(words({ stopping: { restored: true, shown_epoch: 1 } }), "best epoch 1");
});
