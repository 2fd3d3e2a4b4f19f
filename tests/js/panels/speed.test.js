import assert from "node:assert/strict";
import { test } from "node:test";

import { speeds } from "../../../static/js/panels/speed.js";

test("speeds run from one update a second to a thousand, each once, in order", () => {
  const values = speeds();
  assert.equal(values[0], 1);
  assert.equal(values.at(-1), 1000);
  assert.ok(values.every((value, i) => i === 0 || value > values[i - 1]));
});
