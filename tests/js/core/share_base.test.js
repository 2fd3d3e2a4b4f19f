import assert from "node:assert/strict";
import { test } from "node:test";

import { isThisMachine, shareBase } from "../../../static/js/core/share_base.js";

const share = "http://192.168.1.5:5000/";
const at = (address) => new URL(address);

test("what only this machine can open is shared under an address for others", () => {
  for (const host of ["127.0.0.1", "localhost", "LOCALHOST", "[::1]", "127.0.1.1", "app.localhost"]) {
    assert.equal(shareBase({ server: { share } }, at(`http://${host}:5000/?l2=0.1#x`)), share, host);
  }
});

test("any other address is shared as it is, with its path and without its query", () => {
  const server = { share };
  assert.equal(shareBase({ server }, at("http://teacher.local:5000/?l2=0.1")), "http://teacher.local:5000/");
  assert.equal(shareBase({ server }, at("https://teach.example/playground/")), "https://teach.example/playground/");
});

test("where the server names no address, the own one is shared", () => {
  for (const boot of [{}, { server: {} }, { server: { share: null } }]) {
    assert.equal(shareBase(boot, at("http://127.0.0.1:5000/")), "http://127.0.0.1:5000/");
  }
});

test("other names are not this machine's", () => {
  for (const name of ["127.0.0.1.evil.test", "localhost.evil.test", "128.0.0.1", "::2", "10.0.0.1", ""]) {
    assert.equal(isThisMachine(name), false, name);
  }
});
