import assert from "node:assert/strict";
import { test } from "node:test";
import { withoutDoubles } from "../../../static/js/compare/run_list.js";

test("a run that was kept where it stands is listed once, by its name", () => {
  const recipe = { settings: { l2: 0 }, changes: [], update: 6 };
  const noted = { id: "a", kept: false, recipe };
  const kept = { id: "k", kept: true, recipe };
  const further = { id: "b", kept: false, recipe: { ...recipe, update: 12 } };
  assert.deepEqual(withoutDoubles([noted, kept, further]), [kept, further]);
});
