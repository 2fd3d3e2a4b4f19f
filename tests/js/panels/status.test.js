import assert from "node:assert/strict";
import { test } from "node:test";

import { currentStatus } from "../../../static/js/panels/status.js";

const frame = { status: { tone: "good", text: "Stopped early." } };

test("a lost connection is said before anything else", () => {
  const lost = "Connection lost. Your run is safe; reconnecting …";
  assert.equal(currentStatus({ connection: "lost", frame }).text, lost);
  assert.match(currentStatus({ connection: "connecting", frame: null }).text, /Connecting/);
});

test("a server that turns the page down says why", () => {
  const refusal = { message: "the playground is full right now" };
  const said = (retryIn) => currentStatus({ connection: "connecting", refusal, retryIn, frame: null });
  assert.equal(said(7).tone, "bad");
  assert.equal(said(7).text, "The playground is full right now. Trying again in 7 s");
  assert.equal(said(null).text, "The playground is full right now. Trying again …");
});

test("why there is no connection is said as soon as it is known", () => {
  const reason = { title: "The connection is blocked" };
  const blocked = currentStatus({ connection: "lost", reason, frame });
  assert.deepEqual(blocked, { tone: "bad", text: "The connection is blocked" });
  assert.equal(currentStatus({ connection: "connected", reason, frame }), frame.status);
});

test("connected, the run speaks for itself", () => {
  assert.equal(currentStatus({ connection: "connected", frame }), frame.status);
});
