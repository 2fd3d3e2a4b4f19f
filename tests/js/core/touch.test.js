import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { guardTouches } from "../../../static/js/core/touch.js";

let page;
let slider;
let told;

/** A page that has one slider; its own listener hears what the guard lets through. */
beforeEach(() => {
  page = new EventTarget();
  guardTouches(page);
  told = [];
  slider = {
    value: "50",
    matches: () => true,
    dispatchEvent: (event) => send(event.type),
  };
  for (const name of ["input", "change"]) page.addEventListener(name, () => told.push(`${name} ${slider.value}`));
});

function send(type, parts = {}) {
  const event = new Event(type);
  Object.defineProperty(event, "target", { value: slider });
  Object.assign(event, { pointerType: "touch", isPrimary: true, clientX: 0, clientY: 0, ...parts });
  page.dispatchEvent(event);
}

/** As a browser does it: the slider jumps at the touch. */
function touchAt(value) {
  send("pointerdown");
  slider.value = value;
  send("input");
}

test("a swipe that scrolls changes nothing", () => {
  touchAt("10");
  send("pointermove", { clientY: 30, clientX: 2 });
  send("pointercancel");
  slider.value = "10"; // some browsers tell of it once more
  send("change");
  assert.equal(slider.value, "50");
  assert.deepEqual(told, []);
});

test("a finger that moves along the slider slides it", () => {
  touchAt("52");
  send("pointermove", { clientX: 8, clientY: 3 });
  slider.value = "60";
  send("input");
  send("pointerup");
  send("change");
  assert.deepEqual(told, ["input 52", "input 60", "change 60"]);
});

test("a tap sets it where the finger was", () => {
  touchAt("70");
  send("pointerup");
  send("change");
  assert.deepEqual(told, ["input 70", "change 70"]);
});

test("the next touch after a scroll works", () => {
  touchAt("10");
  send("pointercancel");
  touchAt("70");
  send("pointerup");
  assert.deepEqual(told, ["input 70"]);
});

test("a mouse, a pen and the keyboard act at once", () => {
  send("pointerdown", { pointerType: "mouse" });
  slider.value = "12";
  send("input");
  send("pointerup", { pointerType: "mouse" });
  slider.value = "13";
  send("input");
  assert.deepEqual(told, ["input 12", "input 13"]);
});
