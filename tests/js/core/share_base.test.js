import assert from "node:assert/strict";
import { test } from "node:test";

import { shareBase } from "../../../static/js/core/share_base.js";

test("a link begins where the page is, without its query", () => {
  const place = new URL("http://host:8080/base/?learning_rate=1#x");
  assert.equal(shareBase({}, place), "http://host:8080/base/");
});
