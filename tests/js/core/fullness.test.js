import assert from "node:assert/strict";
import { test } from "node:test";

import { askFullness } from "../../../static/js/core/fullness.js";
import { CROWDED } from "../../../static/js/protocol.js";

const location = new URL("https://teach.example/playground");
const ask = (fetch) => askFullness({ base: "/playground", knock: "ab", location, fetch });
const answering = (status, body, headers = {}) => async () =>
  new Response(typeof body === "string" ? body : JSON.stringify(body), { status, headers });

test("a full server's words and seconds are passed on", async () => {
  const message = "the playground is full right now";
  const refusal = await ask(answering(200, { status: "ok", full: true, message, retry_after: 7 }));
  assert.deepEqual(refusal, { code: "busy", field: null, message, retry_after: 7 });
});

test("a server that refuses even that says when to try again", async () => {
  const refusal = await ask(answering(503, `${CROWDED} Try again in 9 s.\n`, { "Retry-After": "9" }));
  assert.deepEqual([refusal.message, refusal.retry_after], [CROWDED, 9]);
});

test("a proxy whose server is down has refused nobody", async () => {
  assert.equal(await ask(answering(503, "Service Unavailable\n")), null);
  assert.equal(await ask(answering(503, "<html>Down for maintenance", { "Retry-After": "120" })), null);
});

test("there is nothing to tell of a server with room, nor of none", async () => {
  assert.equal(await ask(answering(200, { status: "ok", full: false, message: null, retry_after: null })), null);
  assert.equal(await ask(answering(200, "<html>")), null);
  assert.equal(await ask(() => Promise.reject(new TypeError("gone"))), null);
});

test("it is asked below the server's path, though the page lacks its last slash", async () => {
  let asked;
  await ask(async (...request) => {
    asked = request;
    return new Response("{}");
  });
  assert.equal(new URL(asked[0], location).pathname, "/playground/healthz");
  assert.equal(asked[1].cache, "no-store");
});
