import assert from "node:assert/strict";
import { test } from "node:test";

import { Reason } from "../../../static/js/core/diagnosis.js";
import { reasonWords } from "../../../static/js/core/diagnosis_words.js";

const away = new URL("https://teach.example:8443/playground/");
const here = new URL("http://127.0.0.1:5000/");
const answer = { status: 502, health: {} };
const words = (reason, location = away, told = answer) => reasonWords(reason, told, location);

test("every reason is a short title and whole sentences", () => {
  for (const reason of Object.values(Reason)) {
    for (const location of [away, here]) {
      const { title, text } = words(reason, location);
      assert.ok(title.length <= 40 && !title.endsWith("."), title);
      assert.match(text, /^[A-Z].*\.$/, text);
      assert.doesNotMatch(title + text, /undefined|null|\[object|NaN/);
    }
  }
});

test("the server is said to be stopped only where nothing else can be", () => {
  const told = Object.values(Reason).filter((reason) => /not running/.test(words(reason).title));
  assert.deepEqual(told, [Reason.GATEWAY]);
  assert.match(words(Reason.UNREACHABLE, here).title, /not running/);
  assert.match(words(Reason.UNREACHABLE, away).text, /or the network/);
});

test("a refused address is named with the settings that allow it", () => {
  assert.match(words(Reason.NAME).text, /ALLOWED_HOSTS=teach\.example,.*PUBLIC_ORIGIN=https:\/\/teach\.example:8443\./);
  assert.match(words(Reason.ORIGIN).text, /PUBLIC_ORIGIN=https:\/\/teach\.example:8443\./);
});

test("a full server says how long it takes", () => {
  const full = (health) => words(Reason.FULL, away, { status: 200, health }).text;
  assert.equal(full({ max_sockets: 250, retry_after: 4.2 }), "All 250 places are taken. This page tries again in 5 s.");
  assert.deepEqual(words(Reason.FULL, away, { status: 200, health: { message: "this browser has too many tabs open (5 at most): close one", retry_after: 5 } }), {
    title: "No free place on the server",
    text: "This browser has too many tabs open (5 at most): close one. This page tries again in 5 s.",
  });
  assert.equal(full({}), "All places are taken. This page keeps trying.");
});

test("a blocked websocket says what a person can do", () => {
  assert.match(words(Reason.UPGRADE).text, /headers Upgrade and Connection/);
  assert.match(words(Reason.SOCKET).text, /allow websockets to teach\.example:8443/);
});
