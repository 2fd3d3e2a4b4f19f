import assert from "node:assert/strict";
import { test } from "node:test";

import { askFullness } from "../../../static/js/core/fullness.js";

const answering = (status, body, headers = {}) => async () =>
  new Response(typeof body === "string" ? body : JSON.stringify(body), { status, headers });

test("a full server's words and seconds are passed on", async () => {
  const message = "the playground is full right now";
  const refusal = await askFullness(answering(200, { status: "ok", full: true, message, retry_after: 7 }));
  assert.deepEqual(refusal, { code: "busy", field: null, message, retry_after: 7 });
});

test("a server that refuses even that says when to try again", async () => {
  const refusal = await askFullness(answering(503, "busy\n", { "Retry-After": "9" }));
  assert.equal(refusal.retry_after, 9);
  assert.equal((await askFullness(answering(503, "busy\n"))).retry_after, 5);
});

test("there is nothing to tell of a server with room, nor of none", async () => {
  assert.equal(await askFullness(answering(200, { full: false, message: null, retry_after: null })), null);
  assert.equal(await askFullness(answering(200, "<html>")), null);
  assert.equal(await askFullness(() => Promise.reject(new TypeError("gone"))), null);
});

test("it is asked beside the page, below whatever path that lies", async () => {
  let asked;
  await askFullness(async (...request) => {
    asked = request;
    return new Response("{}");
  });
  assert.equal(asked[0], "healthz");
  assert.equal(asked[1].cache, "no-store");
});
