/** A picture's text alternative: it follows the picture, but not faster than a reader. */
import { setAttribute } from "../core/dom.js";

const PAUSE_MS = 1000;

/** @param {HTMLElement} element what has role "img" */
export function createSpoken(element) {
  let timer = null;
  let compose = null;

  function speak() {
    timer = null;
    setAttribute(element, "aria-label", compose());
  }

  return {
    /** @param {() => string} words called at most once a second */
    say(words) {
      const first = compose === null;
      compose = words;
      if (first) speak();
      else timer ??= setTimeout(speak, PAUSE_MS);
    },
    destroy: () => clearTimeout(timer),
  };
}
