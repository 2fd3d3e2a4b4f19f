import assert from "node:assert/strict";
import { test } from "node:test";

import { currentStatus } from "../../../static/js/panels/status.js";

const frame = { status: { tone: "good", text: "Stopped early." } };

test("a lost connection is said before anything else", () => {
  assert.match(currentStatus({ connection: "lost", frame }).text, /your run is kept/);
  assert.match(currentStatus({ connection: "connecting", frame: null }).text, /Connecting/);
});

test("a server that turns the page down says why", () => {
  const refusal = { message: "the server is full; try again later" };
  const { tone, text } = currentStatus({ connection: "connecting", refusal, frame: null });
  assert.equal(tone, "bad");
  assert.equal(text, "The server is full; try again later. Trying again …");
});

test("connected, the run speaks for itself", () => {
  assert.equal(currentStatus({ connection: "connected", frame }), frame.status);
});
