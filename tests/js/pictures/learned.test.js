import assert from "node:assert/strict";
import { test } from "node:test";
import { mapTable, parseColor, pixel } from "../../../static/js/pictures/colors.js";
import { decisionFields, zeroLine } from "../../../static/js/pictures/contour.js";
import { placeContent, shownWeights, targetWords } from "../../../static/js/pictures/learned_numbers.js";
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
  edited: [0],
  set: [2],
  added: 0,
};

test("a place says where it is and what the network makes of it", () => {
  const { rows } = placeContent([0.5, -1], [0.75], { data: DATA, example: null });
  assert.deepEqual(rows, [
    ["at", "+0.500  −1.000"],
    ["output", "+0.75000000"],
    ["taken for", "inside"],
  ]);
});

const ABOUT = { data: DATA, example: 0, error: 0.25, isSealed: false, note: "" };

test("an example says its set, its label and whether that is wrong, and its error", () => {
  const content = placeContent([0.5, -1], null, ABOUT);
  assert.equal(content.title, "Test example 1");
  assert.deepEqual(content.rows[0], ["label", "inside (wrong)"]);
  assert.deepEqual(content.rows.at(-1), ["its error", "+0.25000000"]);
  const told = (more) => placeContent([0.5, -1], null, { ...ABOUT, ...more }).rows.at(-1)[1];
  assert.equal(told({ error: null }), "…");
  assert.equal(told({ isSealed: true }), "sealed");
});

test("a removed and an added point are called so, and a changed label is told", () => {
  const removed = placeContent([0.5, -1], null, { ...ABOUT, data: { ...DATA, set: [3] } });
  assert.equal(removed.title, "Removed point 1");
  assert.notEqual(removed.rows.at(-1)[0], "its error");
  const added = placeContent([0.5, -1], null, { ...ABOUT, data: { ...DATA, set: [0], added: 1 } });
  assert.equal(added.title, "Added point 1");
  const label = (more) => targetWords({ ...DATA, ...more }, 0);
  assert.equal(label({ edited: [1] }), "inside (wrong, changed by you)");
  assert.equal(label({ edited: [1], flipped: [0] }), "inside (right, changed by you)");
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
  assert.equal(words({ update: 12 }, [{ set: {}, removed: [3] }]), "after update 12");
  assert.equal(words({ update: 12 }, [{ set: {}, labels: { 3: 1 } }]), "epoch 2");
  assert.equal(words({ update: 14, state: "running" }), "epoch 2");
  assert.equal(words({ stopping: { restored: true, shown_epoch: 1 } }), "best epoch 1");
});
