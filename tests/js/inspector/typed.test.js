import assert from "node:assert/strict";
import { test } from "node:test";
import { putBackWords, typedValues } from "../../../static/js/inspector/typed.js";

const NETWORK = { sizes: [2, 2, 1], inputs: ["x₁", "x₂"], outputs: ["y"] };
const EDGE = "w[1][1][0]";
const BIAS = "b[2][0]";

const change = (update, weights, before) => ({ update, set: {}, before: {}, weights, weights_before: before });
const plain = (changes) => typedValues(changes).map(({ name, before }) => [name, before]);

test("what was typed in is listed newest first, with the value before", () => {
  const changes = [
    change(1, { [EDGE]: 0.75 }, { [EDGE]: -0.25 }),
    { update: 3, set: { learning_rate: 0.1 }, before: { learning_rate: 0.3 } },
    change(4, { [BIAS]: 2 }, { [BIAS]: 0.5 }),
  ];
  const [newest, oldest] = typedValues(changes);
  assert.deepEqual(newest, { name: BIAS, focus: { kind: "bias", layer: 2, unit: 0 }, before: 0.5 });
  assert.deepEqual(oldest.focus, { kind: "edge", layer: 1, from: 1, to: 0 });
  assert.equal(putBackWords(newest, 2, NETWORK), "Put bias of output back to 0.5 (1 more)");
  assert.equal(putBackWords(oldest, 1, NETWORK), "Put input x₂ → hidden 1, unit 1 back to −0.25");
});

test("a step back behind the typing takes it off the list, another one does not", () => {
  const changes = [change(1, { [EDGE]: 0.75 }, { [EDGE]: -0.25 }), change(9, { [BIAS]: 2 }, { [BIAS]: 0.5 })];
  assert.deepEqual(plain(changes.slice(0, 1)), [[EDGE, -0.25]]);
  assert.deepEqual(plain([]), []);
});

test("a value that was put back after more training is no new one", () => {
  const typed = [change(1, { [EDGE]: 0.75 }, { [EDGE]: -0.25 }), change(3, { [BIAS]: 2 }, { [BIAS]: 0.5 })];
  const back = change(8, { [EDGE]: -0.25 }, { [EDGE]: 0.7 });
  assert.deepEqual(plain([...typed, back]), [[BIAS, 0.5]]);
  assert.deepEqual(plain([...typed, back, change(9, { [BIAS]: 0.5 }, { [BIAS]: 1.9 })]), []);
});

test("a value that was typed again after it was trained away can be put back twice", () => {
  const changes = [change(1, { [EDGE]: 0.75 }, { [EDGE]: -0.25 }), change(5, { [EDGE]: 0.75 }, { [EDGE]: 0.7 })];
  assert.deepEqual(plain(changes), [[EDGE, 0.7], [EDGE, -0.25]]);
  assert.deepEqual(plain([...changes, change(6, { [EDGE]: 0.7 }, { [EDGE]: 0.74 })]), [[EDGE, -0.25]]);
});
