import assert from "node:assert/strict";
import { test } from "node:test";
import { curveLines, linesAt, linesWords } from "../../../static/js/pictures/curve_lines.js";
import { pointedEpoch } from "../../../static/js/pictures/pointed_epoch.js";

const upTo = (last, step = 1) => Array.from({ length: Math.floor(last / step) + 1 }, (_, i) => i * step);
const STYLE = { canvas: [4, 2] };

/** The default run after its stop at 36, a ghost, a twin of 80 epochs, a kept run at every 8th of 600. */
function scene(more = {}) {
  const run = { epoch: upTo(36) };
  const ghost = { epoch: upTo(600).slice(36) };
  const kept = { name: "kept", note: "", token: "run-1", style: STYLE, epochs: upTo(600, 8), sets: ["train"], columns: [upTo(600, 8).map((e) => 1 + e)] };
  const twin = { name: "twin", note: "", token: "twin", style: STYLE, epochs: upTo(80, 2), sets: ["validation"], columns: [upTo(80, 2).map((e) => 2 + e)] };
  const columns = [run.epoch.map((e) => 0.5 + e / 1000), run.epoch.map((e) => (e < 20 ? null : 0.25))];
  const faint = [ghost.epoch.map((e) => e / 1000), ghost.epoch.map(() => null)];
  const all = { sets: ["train", "test"], columns, metric: "error", ghost, faint, second: null, overlays: [kept, twin], ...more };
  return { lines: curveLines({ series: run }, all) };
}

const told = (lines, epoch, exact = () => null) =>
  Object.fromEntries(linesAt(lines, epoch, exact).rows.map(({ name, cells }) => [name, Object.fromEntries(Object.entries(cells).map(([set, { text }]) => [set, text]))]));

test("only lines with a number of that very epoch are told", () => {
  const { lines } = scene();
  assert.deepEqual(told(lines, 8), { "your run": { train: "0.5080" }, kept: { train: "9.000" }, twin: { validation: "10.00" } });
  assert.deepEqual(told(lines, 300), { "without stopping": { train: "0.3000" } }, "epoch 36's value, or 296's, is none of its own");
  assert.deepEqual(told(lines, 304).kept, { train: "305.0" });
  assert.deepEqual(told(lines, 700), {});
});

test("a test set that was opened late has its numbers from there on", () => {
  const { lines } = scene();
  assert.deepEqual(told(lines, 19)["your run"], { train: "0.5190" });
  assert.deepEqual(told(lines, 20)["your run"], { train: "0.5200", test: "0.2500" });
});

test("where a line was thinned the server is asked for its own number", () => {
  const { lines } = scene();
  const asked = [];
  const exact = (epoch) => {
    asked.push(epoch);
    return asked.length > 1 ? { run: null, ghost: null, twin: { validation: 0.125 } } : null;
  };
  assert.deepEqual(told(lines, 7, exact).twin, { validation: "…" });
  assert.deepEqual(told(lines, 7, exact).twin, { validation: "0.1250" });
  assert.deepEqual(told(lines, 8, exact).twin, { validation: "10.00" });
  assert.deepEqual(asked, [7, 7], "nobody is asked for what is known");
  const none = () => ({ run: null, ghost: null, twin: null });
  assert.equal(told(lines, 7, none).twin, undefined);
});

test("accuracies beside the errors have rows of their own", () => {
  const second = { columns: [upTo(36).map(() => 0.8505), upTo(36).map(() => null)], faint: [] };
  const { lines } = scene({ second, overlays: [] });
  assert.deepEqual(told(lines, 5), { "your run": { train: "0.5050" }, "your run, accuracy": { train: "85.0 %" } });
  assert.equal(linesWords(linesAt(lines, 5, () => null)), "train 0.5050; your run, accuracy: train 85.0 %");
});

test("a run and its rounded copy read the same, runs that differ do not", () => {
  const overlay = (name, value) => ({ name, note: "", token: name, style: STYLE, epochs: [0, 1], sets: ["train"], columns: [[value, value]] });
  const at = (...values) => {
    const lines = curveLines({ series: { epoch: [0, 1] } }, { sets: [], columns: [], metric: "error", ghost: null, faint: [], second: null, overlays: values.map((value, i) => overlay(`run ${i}`, value)) });
    return Object.values(told(lines, 1)).map(({ train }) => train);
  };
  assert.deepEqual(at(0.54652341234, 0.5465234), ["0.5465", "0.5465"]);
  assert.deepEqual(at(0.54652341234, 0.5465232), ["0.5465234", "0.5465232"]);
  assert.deepEqual(at(9e-37, 4e-15), ["9e−37", "4e−15"]);
});

test("the epoch under the pointer is a whole one, within what there is", () => {
  const { lines } = scene();
  assert.equal(pointedEpoch(16.4, 0.01, lines), 16);
  assert.equal(pointedEpoch(-0.4, 0.01, lines), 0);
  assert.equal(pointedEpoch(600.3, 0.01, lines), 600);
  assert.equal(pointedEpoch(640, 0.5, lines), null);
  assert.equal(pointedEpoch(-3, 0.5, lines), null);
  assert.equal(pointedEpoch(5, 1, []), null);
});

test("of the epochs on one pixel it is one that thinned runs have, too", () => {
  const { lines } = scene();
  assert.equal(pointedEpoch(301.5, 4, lines), 304);
  assert.equal(pointedEpoch(301.5, 0.6, lines), 301);
  const { lines: alone } = scene({ columns: [[], []], ghost: null, faint: [] });
  assert.equal(pointedEpoch(301.5, 0.6, alone), 304, "the nearest one that has a number");
});
