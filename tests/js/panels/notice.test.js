import assert from "node:assert/strict";
import { test } from "node:test";

import { Reason } from "../../../static/js/core/diagnosis.js";
import { noticeOf } from "../../../static/js/panels/notice.js";

const [kept, notKept] = [() => true, () => false];
const reason = { kind: Reason.SOCKET, title: "The connection is blocked", text: "It is blocked." };
const skew = { kind: Reason.SKEW, title: "", text: "" };

test("nothing is said while all is well, and before a reason is known", () => {
  for (const connection of ["connected", "connecting", "lost"]) {
    assert.equal(noticeOf({ connection, reason: null, outdated: false, run: {} }, kept), null);
  }
  assert.equal(noticeOf({ connection: "connected", reason, outdated: false, run: {} }, kept), null);
});

test("a reason is said, and that the run is safe where there is one", () => {
  const before = noticeOf({ connection: "connecting", reason, run: null }, kept);
  assert.deepEqual(before, { tone: "bad", text: "It is blocked.", canReload: false });
  const later = noticeOf({ connection: "lost", reason, run: {} }, kept);
  assert.equal(later.text, "It is blocked. Your run is safe.");
});

test("a page that is older than its server asks to be reloaded once its run is kept", () => {
  for (const state of [
    { connection: "connected", reason: null, outdated: true, run: {} },
    { connection: "lost", reason: skew, outdated: false, run: {} },
  ]) {
    const notice = noticeOf(state, kept);
    assert.match(notice.text, /was updated .* Your run is safe\. Reload the page/);
    assert.ok(notice.canReload);
    assert.match(noticeOf(state, notKept).text, /export what you need/);
  }
  const fresh = noticeOf({ connection: "connecting", reason: skew, run: null }, notKept);
  assert.doesNotMatch(fresh.text, /run/);
});
