import assert from "node:assert/strict";
import { test } from "node:test";
import { errorTexts, isOnScreen, withoutDoubles } from "../../../static/js/compare/run_list.js";

test("each run of the list has an error that can be told from the others'", () => {
  const runs = [{ best_error: 9e-37 }, { best_error: 4e-15 }, { best_error: null, train: 0.25 }];
  const texts = errorTexts(runs.map((results) => ({ results })));
  assert.deepEqual(texts, ["best validation E 9e−37", "best validation E 4e−15", "train E 0.2500"]);
});

test("a run that was kept where it stands is listed once, by its name", () => {
  const recipe = { settings: { l2: 0 }, changes: [], update: 6 };
  const noted = { id: "a", kept: false, recipe };
  const kept = { id: "k", kept: true, recipe };
  const further = { id: "b", kept: false, recipe: { ...recipe, update: 12 } };
  assert.deepEqual(withoutDoubles([noted, kept, further]), [kept, further]);
});

test("the run on the screen is known in the list, however far it was when it was noted", () => {
  const at = (update, more = {}) => ({ settings: { l2: 0 }, changes: [], update, ...more });
  const noted = (recipe) => ({ kept: false, recipe });
  const kept = (recipe) => ({ kept: true, recipe });
  assert.ok(isOnScreen(noted(at(6)), at(12)));
  assert.ok(!isOnScreen(noted(at(18)), at(12)), "it had gone further");
  assert.ok(!isOnScreen(noted(at(6, { settings: { l2: 1 } })), at(12)));
  assert.ok(isOnScreen(kept(at(12)), at(12)));
  assert.ok(!isOnScreen(kept(at(6)), at(12)), "opening it goes back on purpose");
  assert.ok(!isOnScreen(noted(at(6)), null));
});
