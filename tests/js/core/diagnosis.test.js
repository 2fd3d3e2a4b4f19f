import assert from "node:assert/strict";
import { test } from "node:test";

import { CROWDED } from "../../../static/js/protocol.js";
import { askServer, conclude, isOlder, Reason } from "../../../static/js/core/diagnosis.js";

const VERSION = "0.1.0+v-0123";
const health = { status: "ok", version: VERSION, origin_allowed: true, upgrade_missing: false };
const answered = (changes = {}) => ({ online: true, failure: null, status: 200, health: { ...health, ...changes } });
const failed = (failure, online = true) => ({ online, failure, status: null, health: null });
const foreign = (status) => ({ online: true, failure: null, status, health: null });

const CASES = [
  ["no network", failed("failed", false), Reason.OFFLINE],
  ["no network, and no answer", failed("silent", false), Reason.OFFLINE],
  ["a connection refused", failed("failed"), Reason.UNREACHABLE],
  ["no answer in time", failed("silent"), Reason.SILENT],
  ["a name that is not the server's", foreign(421), Reason.NAME],
  ["a proxy without a server", foreign(502), Reason.GATEWAY],
  ["a proxy that waits in vain", foreign(504), Reason.GATEWAY],
  ["a proxy whose server is down", foreign(503), Reason.GATEWAY],
  ["a server with too much to do", { ...foreign(503), crowded: 4 }, Reason.CROWDED],
  ["a sign-in page of the network", foreign(200), Reason.ELSEWHERE],
  ["a proxy without this path", foreign(404), Reason.ELSEWHERE],
  ["a filter", foreign(403), Reason.ELSEWHERE],
  ["a server that ends", answered({ status: "closing", version: "2" }), Reason.CLOSING],
  ["another version", answered({ version: "0.2.0+v-4567" }), Reason.SKEW],
  ["other files", answered({ version: "0.1.0+v-4567" }), Reason.SKEW],
  ["an origin that is refused", answered({ origin_allowed: false }), Reason.ORIGIN],
  ["a full server", answered({ full: true }), Reason.FULL],
  ["a server without a place", answered({ sockets: 250, max_sockets: 250 }), Reason.FULL],
  ["a server that has places again", answered({ full: false, sockets: 9, max_sockets: 9 }), Reason.SOCKET],
  ["a proxy that strips Upgrade", answered({ upgrade_missing: true }), Reason.UPGRADE],
  ["pages pass, sockets do not", answered(), Reason.SOCKET],
  // Some browsers say they are offline while this very machine answers.
  ["an answer in spite of no network", { ...answered(), online: false }, Reason.SOCKET],
];

for (const [what, answer, reason] of CASES) {
  test(`${what}: ${reason}`, () => assert.equal(conclude(answer, VERSION), reason));
}

test("every reason is concluded from something", () => {
  assert.deepEqual(new Set(CASES.map(([, , reason]) => reason)), new Set(Object.values(Reason)));
});

test("versions are compared only where both are known", () => {
  assert.ok(isOlder("1", "2"));
  for (const [page, server] of [["1", "1"], [undefined, "1"], ["1", undefined], ["", "1"]]) {
    assert.ok(!isOlder(page, server));
  }
});

const parts = { base: "/playground", knock: "ab", location: new URL("https://teach.example:8443/playground/"), navigator: { onLine: true } };

test("the question names the page's origin and its sockets, below the path", async () => {
  let asked = null;
  const fetch = async (address, options) => {
    asked = { address, options };
    return new Response(JSON.stringify(health), { status: 200 });
  };
  const answer = await askServer({ ...parts, fetch });
  assert.equal(asked.address, "/playground/healthz?origin=https%3A%2F%2Fteach.example%3A8443&knock=ab");
  assert.equal(asked.options.cache, "no-store");
  assert.deepEqual(answer, { online: true, failure: null, status: 200, health, crowded: null });
});

test("whatever comes back, nothing is thrown", async () => {
  for (const body of ["", "<html>", "[]", "null", "1", '{"a":1}', '{"status":7}']) {
    const answer = await askServer({ ...parts, fetch: async () => new Response(body, { status: 200 }) });
    assert.deepEqual([answer.failure, answer.status, answer.health], [null, 200, null], body);
    assert.equal(answer.crowded, null);
  }
  const broken = await askServer({ ...parts, fetch: () => Promise.reject(new TypeError("refused")) });
  assert.equal(broken.failure, "failed");
});

test("a 503 is the server's own by its words and the seconds it names", async () => {
  const crowded = async (text, headers) =>
    (await askServer({ ...parts, fetch: async () => new Response(text, { status: 503, headers }) })).crowded;
  assert.equal(await crowded(`${CROWDED} Try again in 9 s.\n`, { "Retry-After": "9" }), 9);
  assert.equal(await crowded(`${CROWDED}\n`, {}), null);
  assert.equal(await crowded("<html>503 Service Unavailable", { "Retry-After": "9" }), null);
});

test("an answer that does not come is not waited for without end", async () => {
  const fetch = (_, { signal }) =>
    new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(new Error("aborted"))));
  assert.equal((await askServer({ ...parts, fetch, patience: 5 })).failure, "silent");
});
