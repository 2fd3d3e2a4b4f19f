import assert from "node:assert/strict";
import { test } from "node:test";

import { createCommands } from "../../../static/js/core/commands.js";
import { reportTo } from "../../../static/js/core/errors.js";
import { createStore } from "../../../static/js/core/store.js";

function setUp(answer) {
  const store = createStore({ settings: { noise: 0.1 }, pending: {}, errors: [], speed: 30 });
  const asked = [];
  const request = async (event, payload) => {
    asked.push([event, payload]);
    return answer;
  };
  return { store, asked, commands: createCommands({ request, store, report: reportTo(store) }) };
}
const REFUSED = { ok: false, error: { code: "range", field: "noise", message: "noise must be less" } };

test("a chosen value is shown before the server answers, then taken", async () => {
  const { store, commands } = setUp({ ok: true, rebuilt: true, settings: { noise: 0.5 } });
  const answer = commands.set({ noise: 0.5 });
  assert.deepEqual(store.get().pending, { noise: 0.5 });
  await answer;
  assert.deepEqual(store.get().pending, {});
  assert.equal(store.get().settings.noise, 0.5);
});

test("what the page asks by itself goes out as the newest, and its refusal is no error shown", async () => {
  const { store, asked, commands } = setUp({ ok: false, error: { code: "busy", field: null, message: "too many" } });
  await Promise.all(Array.from({ length: 40 }, (_, i) => commands.lookOn(100 + i)));
  assert.deepEqual(asked, [["ghost", { horizon: 100 }], ["ghost", { horizon: 139 }]]);
  assert.deepEqual(store.get().errors, []);
});

test("a refused value snaps back and its error is listed once", async () => {
  const { store, commands } = setUp(REFUSED);
  await commands.set({ noise: 5 });
  await commands.set({ noise: 5 });
  assert.deepEqual(store.get().pending, {});
  assert.equal(store.get().settings.noise, 0.1);
  assert.deepEqual(store.get().errors.map(({ message }) => message), ["noise must be less"]);
});

test("what was said of an edit of points goes with the next one that is accepted", async () => {
  const answer = { ok: false, error: { code: "combination", field: "removed", message: "removed must leave" } };
  const { store, commands } = setUp(answer);
  await commands.edit({ removed: [1] });
  assert.deepEqual(store.get().errors.map(({ field }) => field), ["points"]);
  Object.assign(answer, { ok: true, error: undefined });
  await commands.edit({ labels: { 1: 0 } });
  assert.deepEqual(store.get().errors, []);
});

test("a value that is accepted settles what was said of its field", async () => {
  const { store, commands } = setUp({ ok: true });
  store.set({ errors: [{ id: 1, field: "noise" }, { id: 2, field: "examples" }] });
  await commands.set({ noise: 0.2 });
  assert.deepEqual(store.get().errors.map(({ id }) => id), [2]);
});

test("a step that comes too late is not told as an error", async () => {
  const error = { code: "state", field: null, message: "the run has stopped" };
  const { store, commands } = setUp({ ok: false, error });
  assert.equal((await commands.step("update")).ok, false);
  assert.deepEqual(store.get().errors, []);
});

test("commands carry what the protocol asks for", async () => {
  const { asked, commands } = setUp({ ok: true });
  await commands.play();
  await commands.step("epoch");
  await commands.speed(null);
  assert.deepEqual(asked, [
    ["play", {}],
    ["step", { unit: "epoch" }],
    ["speed", { updates_per_second: null }],
  ]);
});

test("whoever waits for the settings gets on once the server has answered", async () => {
  let answer;
  const store = createStore({ pending: {}, settings: {}, errors: [] });
  const request = () => new Promise((resolve) => (answer = resolve));
  const commands = createCommands({ request, store, report() {} });
  await commands.settled();
  commands.set({ learning_rate: 0.05 }, { ahead: false });
  let isSettled = false;
  const waited = commands.settled().then(() => (isSettled = true));
  while (!answer) await new Promise((resolve) => setTimeout(resolve, 1));
  assert.equal(isSettled, false);
  answer({ ok: true, settings: { learning_rate: 0.05 } });
  await waited;
  assert.equal(store.get().settings.learning_rate, 0.05);
});

test("what was typed goes as it is, and what the server read is in force", async () => {
  const { store, asked, commands } = setUp({ ok: true, settings: { noise: 0.5 } });
  await commands.set({ noise: "0,5" }, { ahead: false });
  assert.deepEqual(asked, [["set", { settings: { noise: "0,5" } }]]);
  assert.equal(store.get().settings.noise, 0.5);
});

test("a text can be read without being set; what is wrong is said of its place", async () => {
  const { store, asked, commands } = setUp(REFUSED);
  await commands.read("noise", "x", "twin");
  assert.deepEqual(asked, [["read", { name: "noise", text: "x" }]]);
  assert.deepEqual(store.get().errors.map(({ field }) => field), ["twin"]);
});
