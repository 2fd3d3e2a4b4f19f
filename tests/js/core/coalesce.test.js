import assert from "node:assert/strict";
import { test } from "node:test";

import { createCoalescer } from "../../../static/js/core/coalesce.js";

function slowSender() {
  const sent = [];
  const send = (patch) =>
    new Promise((resolve) => sent.push({ patch, answer: (value) => resolve(value) }));
  return { sent, send };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

test("one message is under way at a time and the newest value wins", async () => {
  const { sent, send } = slowSender();
  const push = createCoalescer(send);
  push({ a: 1 });
  push({ a: 2 });
  push({ a: 3, b: 1 });
  await turn();
  assert.deepEqual(sent.map(({ patch }) => patch), [{ a: 1 }]);
  sent[0].answer({ ok: true });
  await turn();
  assert.deepEqual(sent[1].patch, { a: 3, b: 1 });
});

test("everyone gets the answer to the message that carried their patch", async () => {
  const { sent, send } = slowSender();
  const push = createCoalescer(send);
  const first = push({ a: 1 });
  const second = push({ a: 2 });
  const third = push({ a: 3 });
  sent[0].answer("one");
  await turn();
  sent[1].answer("two");
  assert.deepEqual(await Promise.all([first, second, third]), ["one", "two", "two"]);
});

test("messages keep their distance", async () => {
  const pauses = [];
  const later = (resolve, pause) => {
    pauses.push(pause);
    resolve();
  };
  const push = createCoalescer(async () => "done", { pause: 40, now: () => 1000, later });
  await push({ a: 1 });
  await push({ a: 2 });
  assert.deepEqual(pauses, [40]);
});
