import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { overlaysOf, overlayTraces, STYLES } from "../../../static/js/pictures/overlays.js";

const series = { epoch: [0, 1, 2], train: [3, 2, 1], validation: [4, 3, null], train_accuracy: null, validation_accuracy: [0.1, 0.2, 0.3] };
const record = (more) => ({ name: "one", color: 0, kept: true, series, recipe: { settings: { loss: "cross_entropy" } }, ...more });
const state = (kept, twin = null) => ({ kept, frame: { twin }, settings: { loss: "cross_entropy" } });

test("kept runs and the twin are drawn", () => {
  const twin = { series, loss: "cross_entropy" };
  const found = overlaysOf(state([record()], twin), "error");
  assert.deepEqual(found.map(({ name, token }) => [name, token]), [["one", "run-1"], ["twin", "twin"]]);
  assert.deepEqual(found[0].sets, ["train", "validation"]);
  assert.deepEqual(overlaysOf(state([record()]), "accuracy")[0].sets, ["validation"]);
});

test("a twin that could not go on with its run is not drawn, one that came to its own end is", () => {
  const names = (more) => overlaysOf(state([], { series, loss: "cross_entropy", ...more }), "error").map(({ name }) => name);
  assert.deepEqual(names({ over: true, text: "The twin has ended: the shares must be at most 100 % together" }), []);
  assert.deepEqual(names({ over: true, text: "Stopped early at epoch 21." }), ["twin"]);
  assert.deepEqual(names({ over: false, text: "Catching up: epoch 3 of 9." }), ["twin"]);
});

test("errors of another loss are not drawn on the same axis, accuracies are", () => {
  const other = record({ recipe: { settings: { loss: "squared_error" } } });
  assert.deepEqual(overlaysOf(state([other]), "error"), []);
  assert.equal(overlaysOf(state([other]), "accuracy").length, 1);
});

test("the name stands at the last number of the validation curve, and is no markup", () => {
  const overlays = overlaysOf(state([record({ name: "<b>%{y}" })]), "error");
  const [train, validation, name] = overlayTraces({}, overlays, { color: (token) => token, range: { x: [0, 10], y: [0, 9] } });
  assert.ok(validation.line.width > train.line.width);
  assert.deepEqual([name.x, name.y, name.text], [[1], [3], ["&lt;b>% {y}"]]);
  assert.equal(name.textposition, "top right");
});

test("no two runs have the same colour and line style", () => {
  const dashes = new Set(STYLES.map(({ dash }) => dash));
  assert.equal(dashes.size, 8);
});

/** Contrast as WCAG 2 defines it. */
function contrast(a, b) {
  const light = (hex) => {
    const parts = [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255);
    const [r, g, blue] = parts.map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * blue;
  };
  const [high, low] = [light(a), light(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

test("their colours are read on both grounds, as words too", () => {
  const sheet = readFileSync(new URL("../../../static/css/tokens.css", import.meta.url), "utf8");
  for (const part of sheet.split(/:root\[data-theme="dark"\]/)) {
    const [, panel] = part.match(/--panel: (#\w+)/);
    const colors = [...part.matchAll(/--(?:run-\d|twin): (#\w+)/g)].map(([, color]) => color);
    assert.equal(new Set(colors).size, 9);
    for (const color of colors) assert.ok(contrast(color, panel) >= 4.5, `${color} on ${panel}`);
  }
});

test("a run that is hidden is not drawn, and one of other data says so", () => {
  const other = record({ name: "two", color: 1, recipe: { settings: { loss: "cross_entropy", data_seed: 3 } } });
  const found = overlaysOf(state([record({ hidden: true }), other]), "error");
  const traces = overlayTraces({}, found, { color: (token) => token, range: { x: [0, 10], y: [0, 9] } });
  assert.deepEqual(traces.map(({ name }) => name), ["two (other data), train", "two (other data), validation", "two (other data), name"]);
  assert.deepEqual(traces[2].text, ["two (other data)"]);
});

test("two names stand on either side of their curves, of more runs none is on the plot", () => {
  const named = (count) => {
    const kept = Array.from({ length: count }, (_, i) => record({ name: `run ${i}`, color: i, series: { ...series, validation: [4, 3 + i, null] } }));
    const overlays = overlaysOf(state(kept), "error");
    return overlayTraces({}, overlays, { color: (token) => token, range: { x: [0, 10], y: [0, 9] } }).filter(({ mode }) => mode === "text");
  };
  assert.deepEqual(named(2).map(({ text, textposition }) => [...text, textposition]), [["run 0", "bottom right"], ["run 1", "top right"]]);
  assert.deepEqual(named(3), []);
});
