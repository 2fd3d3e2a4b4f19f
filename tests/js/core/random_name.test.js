import assert from "node:assert/strict";
import { test } from "node:test";

import { randomName } from "../../../static/js/core/random_name.js";

test("names are long and never the same", () => {
  const names = new Set(Array.from({ length: 100 }, randomName));
  assert.equal(names.size, 100);
  for (const name of names) assert.match(name, /^[0-9a-f]{32}$/);
});
