import assert from "node:assert/strict";
import { test } from "node:test";

import { actionFor } from "../../../static/js/core/keyboard.js";

/** A key press on an element that matches one of the selectors `is`. */
function press(key, is = [], parts = {}) {
  const target = {
    closest: (selector) => selector.split(", ").some((one) => is.includes(one)) || null,
  };
  return { key, target, ...parts };
}

test("the keys act where nothing else wants them", () => {
  assert.equal(actionFor(press(" ")), "toggle");
  assert.equal(actionFor(press("ArrowRight")), "step");
  assert.equal(actionFor(press("ArrowLeft")), "back");
  assert.equal(actionFor(press("r", [], { altKey: true, code: "KeyR" })), "reset");
  assert.equal(actionFor(press("®", [], { altKey: true, code: "KeyR" })), "reset");
});

test("no letter acts alone", () => {
  for (const letter of "abcdefghijklmnopqrstuvwxyzR") {
    assert.equal(actionFor(press(letter)), null);
    assert.equal(actionFor(press(letter, [], { code: `Key${letter.toUpperCase()}` })), null);
  }
});

test("with Alt the arrows are the browser's", () => {
  const parts = { altKey: true, code: "ArrowLeft" };
  assert.equal(actionFor(press("ArrowLeft", [], parts)), null);
});

test("space on a button is the button's", () => {
  assert.equal(actionFor(press(" ", ["button"])), null);
  assert.equal(actionFor(press("ArrowRight", ["button"])), "step");
});

test("nothing happens behind an open dialog", () => {
  assert.equal(actionFor(press(" ", ["dialog"])), null);
});

test("shortcuts of the browser are left alone", () => {
  const keys = { altKey: true, code: "KeyR" };
  assert.equal(actionFor(press("r", [], { ...keys, ctrlKey: true })), null);
  assert.equal(actionFor(press("r", [], { ...keys, metaKey: true })), null);
  assert.equal(actionFor(press("r", ["textarea"], keys)), null);
});
