import assert from "node:assert/strict";
import { test } from "node:test";

import { currentStatus } from "../../../static/js/panels/status.js";

const frame = { status: { tone: "good", text: "Stopped early." } };

test("a lost connection is said before anything else", () => {
  assert.match(currentStatus({ connection: "lost", frame }).text, /your run is kept/);
  assert.match(currentStatus({ connection: "connecting", frame: null }).text, /Connecting/);
});

test("a server that turns the page down says why", () => {
  const refusal = { message: "the playground is full right now" };
  const said = (retryIn) => currentStatus({ connection: "connecting", refusal, retryIn, frame: null });
  assert.equal(said(7).tone, "bad");
  assert.equal(said(7).text, "The playground is full right now. Trying again in 7 s");
  assert.equal(said(null).text, "The playground is full right now. Trying again …");
});

test("connected, the run speaks for itself", () => {
  assert.equal(currentStatus({ connection: "connected", frame }), frame.status);
});
