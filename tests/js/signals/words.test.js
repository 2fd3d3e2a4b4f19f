import assert from "node:assert/strict";
import { test } from "node:test";
import {
  flowWords,
  layerNames,
  missingWords,
  repairs,
  short,
  unwellGroups,
} from "../../../static/js/signals/words.js";

const SIZES = [2, 8, 8, 8, 8, 1];
const SIGNALS = { update: 300, ratio: 0.0104, usual: 0.00829, epochs: 20, flow: "vanishing", times: 121.3 };

test("layers are named as in the picture", () => {
  assert.deepEqual(layerNames([2, 8, 4, 1]), ["hidden 1", "hidden 2", "output"]);
  assert.deepEqual(layerNames([2, 1]), ["output"]);
});

test("numbers have three digits, a zero is a zero, null is not finite", () => {
  assert.equal(short(0.012345), "0.0123");
  assert.equal(short(4.5e-7), "4.5e−7");
  assert.equal(short(1234.4), "1234");
  assert.equal(short(12345), "12345");
  assert.equal(short(999.9), "1000");
  assert.equal(short(0), "0");
  assert.equal(short(null), "not finite");
});

test("the verdict rests on the usual ratio and shows this update's, too", () => {
  const { verdict, numbers } = flowWords(SIGNALS, SIZES, null);
  assert.equal(verdict, "Vanishing: deltas of hidden 1 are 121 times smaller than those of hidden 4; it hardly learns.");
  assert.equal(numbers, "δ ratio hidden 1 / hidden 4: median 0.00829 over the last 20 epochs kept; 0.0104 at update 300");
});

test("how many times is the server's number", () => {
  assert.match(flowWords({ ...SIGNALS, times: 7 }, SIZES, null).verdict, /are 7\.00 times smaller/);
});

test("each flow has its words, also before the first epoch has ended", () => {
  const of = (flow, ratio, times) => flowWords({ ...SIGNALS, usual: null, epochs: 0, flow, ratio, times }, SIZES, null);
  assert.match(of("weak", 0.05, 20.04).verdict, /^Weak: .* 20\.0 times smaller/);
  assert.match(of("healthy", 0.9, 1.11).verdict, /^Healthy: /);
  assert.match(of("exploding", 200, 200.4).verdict, /^Exploding: .* 200 times larger/);
  assert.match(of("weak", 0.05, 20).numbers, /hidden 4: 0\.0500 at update 300$/);
});

test("where there is no ratio the words say why", () => {
  const none = { ...SIGNALS, ratio: null, usual: null, flow: null, times: null };
  assert.match(flowWords(none, [2, 8, 1], null).verdict, /With one hidden layer there is no/);
  assert.match(flowWords(none, [2, 1], null).verdict, /With no hidden layer there is no/);
  assert.match(flowWords(none, SIZES, "no update yet").verdict, /there was no update yet/);
  assert.match(flowWords(none, SIZES, "initial weights").verdict, /before the divergence were put back\.$/);
  assert.match(flowWords(none, SIZES, null).verdict, /deltas are all 0, or not finite/);
  assert.match(flowWords({ ...SIGNALS, ratio: null }, SIZES, null).numbers, /none, as one of them is 0/);
});

test("before the first update, and after a divergence, no number is made up", () => {
  assert.equal(missingWords({ update: 0, state: "ready" }, { update: 0 }), "no update yet");
  assert.equal(missingWords({ update: 9, state: "diverged" }, { update: 0 }), "initial weights");
  assert.equal(missingWords({ update: 9, state: "paused" }, { update: 9 }), null);
  assert.equal(missingWords({ update: 9, state: "diverged" }, { update: 6 }), null);
});

test("repairs are offered where deltas vanish, and none that is in force already", () => {
  const labels = (flow, activation, initializer) =>
    repairs({ flow }, { activation, initializer }).map(({ label }) => label);
  const both = ["Use tanh", "Use ReLU with He's initial weights"];
  assert.deepEqual(labels("vanishing", "sigmoid", "glorot_uniform"), both);
  assert.deepEqual(labels("vanishing", "tanh", "small_uniform"), both);
  assert.deepEqual(labels("weak", "tanh", "glorot_uniform"), both.slice(1));
  assert.deepEqual(labels("healthy", "sigmoid", "glorot_uniform"), []);
  assert.deepEqual(labels(null, "sigmoid", "zeros"), []);
});

test("units of one layer with one reason stand together", () => {
  const unit = (layer, number, reason) => ({ layer, unit: number, reason, others: 0, stuck: false });
  const units = [unit(1, 0, "dead"), unit(1, 3, "dead"), unit(2, 1, "dead"), unit(1, 1, "saturated")];
  const groups = unwellGroups({ examples: 60, units }, ["hidden 1", "hidden 2", "output"], 60);
  assert.deepEqual(
    groups.map(({ name, layer, units: own }) => [name, layer, own]),
    [
      ["hidden 1", 1, [0, 3]],
      ["hidden 2", 2, [1]],
      ["hidden 1", 1, [1]],
    ],
  );
  assert.match(groups[0].reason, /^dead: /);
  assert.deepEqual(unwellGroups(null, [], 60), []);
});
