import assert from "node:assert/strict";
import { test } from "node:test";
import { numbersAt } from "../../../static/js/signals/line_pointing.js";

const VIEW = { epochs: [0, 2, 4, 6], lines: [{ name: "hidden 1", color: "a", values: [1, null, 3, null] }, { name: "output", color: "b", values: [5, 6, 7, null] }] };

test("a layer without a number of the epoch is left out", () => {
  const told = (place) => numbersAt(VIEW, place)?.rows.map(({ name, value }) => `${name} ${value}`);
  assert.deepEqual(told(0.4), ["hidden 1 1", "output 5"]);
  assert.deepEqual(told(2.4), ["output 6"]);
  assert.equal(told(6), undefined);
  assert.equal(numbersAt(VIEW, 3.4).epoch, 4);
  assert.equal(numbersAt({ ...VIEW, epochs: [] }, 1), null);
});
