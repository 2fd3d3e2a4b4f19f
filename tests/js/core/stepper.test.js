import assert from "node:assert/strict";
import { test } from "node:test";

import { createStepper } from "../../../static/js/core/stepper.js";
import { createStore } from "../../../static/js/core/store.js";

function setUp(state) {
  const store = createStore({ frame: { state, update: 5 } });
  const asked = [];
  const command = (name) => async (unit) => {
    asked.push(unit ? `${name} ${unit}` : name);
    return { ok: true };
  };
  const commands = { pause: command("pause"), step: command("step"), back: command("back") };
  const show = (update) => store.set({ frame: { state: "paused", update } });
  return { asked, show, stepper: createStepper({ store, commands }) };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

test("a step that is pressed while one is on its way is made after it", async () => {
  const { asked, show, stepper } = setUp("paused");
  const done = stepper.step();
  stepper.step();
  assert.deepEqual(asked, ["step update"]);
  await turn();
  show(6);
  await turn();
  await turn();
  assert.deepEqual(asked, ["step update", "step update"]);
  show(7);
  await done;
});

test("a key that is held steps no further than it is seen", async () => {
  const { asked, show, stepper } = setUp("paused");
  const done = stepper.step({ repeat: true });
  stepper.step({ repeat: true });
  await turn();
  show(6);
  await done;
  assert.deepEqual(asked, ["step update"]);
});

test("each press keeps the size of step that it was made with", async () => {
  const { asked, show, stepper } = setUp("paused");
  const done = stepper.step();
  stepper.back();
  stepper.unit = "epoch";
  await turn();
  show(6);
  await turn();
  await turn();
  show(5);
  await done;
  assert.deepEqual(asked, ["step update", "back update"]);
});

test("a running training is held still before it is stepped", async () => {
  const { asked, show, stepper } = setUp("running");
  stepper.unit = "epoch";
  const done = stepper.step();
  await turn();
  show(6);
  await done;
  assert.deepEqual(asked, ["pause", "step epoch"]);
});

test("what has stopped is not stepped", async () => {
  const { asked, stepper } = setUp("stopped");
  await stepper.step();
  assert.deepEqual(asked, []);
});

test("a step back goes out of a stop too, but not beyond the start", async () => {
  const { asked, show, stepper } = setUp("stopped");
  const done = stepper.back();
  await turn();
  show(4);
  await done;
  assert.deepEqual(asked, ["back update"]);
  show(0);
  assert.ok(!stepper.isBackPossible({ frame: { state: "paused", update: 0 } }));
  await stepper.back();
  assert.deepEqual(asked, ["back update"]);
});
