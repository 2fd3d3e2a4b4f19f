/**
 * What went wrong, in one place: the newest few, each until it is dismissed, mended, or
 * has stood there long enough to be read. One that is pointed at or focused stays.
 */
import { h, icon } from "../core/dom.js";
import { dismiss } from "../core/errors.js";

const MOST_SHOWN = 3;
const READ_MS = 10_000;

export function mountErrors(root, ctx) {
  const cards = new Map();
  let shown = null;

  function remove(id) {
    cards.get(id).destroy();
    cards.delete(id);
  }

  return {
    render({ errors }) {
      if (errors === shown) return;
      shown = errors;
      const newest = errors.slice(-MOST_SHOWN);
      const ids = newest.map(({ id }) => id);
      [...cards.keys()].filter((id) => !ids.includes(id)).forEach(remove);
      for (const error of newest) {
        if (!cards.has(error.id)) cards.set(error.id, createCard(error, ctx.store));
      }
      placeInOrder(root, newest.map(({ id }) => cards.get(id).element));
    },
    destroy: () => [...cards.keys()].forEach(remove),
  };
}

/** What already stands in its place is not touched: it may have the focus. */
function placeInOrder(root, elements) {
  elements.forEach((element, i) => {
    if (root.children[i] !== element) root.insertBefore(element, root.children[i] ?? null);
  });
}

function createCard({ id, message }, store) {
  const leave = () => dismiss(store, id);
  const close = h(
    "button",
    { type: "button", class: "icon-only", "aria-label": "Dismiss this message", onclick: leave },
    icon("close"),
  );
  let timer = null;

  function hold() {
    clearTimeout(timer);
  }

  function wait() {
    hold();
    if (!element.matches(":hover, :focus-within")) timer = setTimeout(leave, READ_MS);
  }

  const element = h(
    "div",
    { class: "error", onpointerenter: hold, onpointerleave: wait, onfocusin: hold, onfocusout: () => setTimeout(wait) },
    icon("warning"),
    h("p", {}, message),
    close,
  );
  wait();
  return {
    element,
    destroy() {
      hold();
      element.remove();
    },
  };
}
