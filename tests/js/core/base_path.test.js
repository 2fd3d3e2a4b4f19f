import assert from "node:assert/strict";
import { test } from "node:test";

import { below } from "../../../static/js/core/base_path.js";

test("addresses lie below the server's path, however the page was opened", () => {
  for (const page of ["https://teach.example/playground", "https://teach.example/playground/"]) {
    assert.equal(new URL(below("/playground", "open?run=a"), page).href, "https://teach.example/playground/open?run=a");
  }
  assert.equal(below("", "healthz"), "/healthz");
  assert.equal(below(undefined, "healthz"), "/healthz");
});
