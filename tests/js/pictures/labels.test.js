import assert from "node:assert/strict";
import { test } from "node:test";
import { layoutNetwork } from "../../../static/js/pictures/geometry.js";
import { labelRoom, paintLabels, threeDigits } from "../../../static/js/pictures/labels.js";

test("numbers have three digits and a true minus", () => {
  assert.deepEqual(
    [0.28213, -1.4649, 0, 2.4e-7, -12345, NaN].map(threeDigits),
    ["0.282", "−1.46", "0", "2e−7", "−1e4", "–"],
  );
});

test("numbers stand where there is room, without their sign where it is narrow", () => {
  const room = (sizes, width, height) => {
    const geometry = layoutNetwork(sizes, { width, height });
    return sizes.map((_, layer) => labelRoom(geometry, layer));
  };
  assert.deepEqual(room([2, 8, 8, 1], 600, 300), ["full", "full", "full", "full"]);
  assert.equal(room([7, 8, 8, 8, 8, 8, 8, 1], 600, 300)[1], "bare");
  assert.equal(room([7, 8, 8, 8, 8, 8, 8, 1], 340, 300)[1], null);
  assert.equal(room([2, 32, 1], 600, 300)[1], null, "32 lines do not fit");
});

test("what is new appears little by little; each number stands beside its unit", () => {
  const texts = [];
  const context = {
    fillRect() {},
    fillText(text, x, y) {
      texts.push({ text, x, y, opacity: this.globalAlpha });
    },
  };
  const geometry = layoutNetwork([1, 1, 1], { width: 600, height: 300 });
  const scene = { geometry, colors: { ink: "black", panel: "white" }, font: "mono" };
  const numberOf = ({ layer }) => (layer === 2 ? null : { sign: "a", text: "1", isNew: layer === 1 });
  paintLabels(context, scene, numberOf, 0.5);
  assert.deepEqual(texts.map(({ text }) => text), ["a 1", "a 1"]);
  assert.deepEqual(texts.map(({ opacity }) => opacity), [0.75, 0.5]);
  texts.forEach(({ x, y }, layer) => {
    const [unit] = geometry.columns[layer].units;
    assert.ok(x > unit.x + unit.size / 2);
    assert.equal(y, unit.y);
  });
});
