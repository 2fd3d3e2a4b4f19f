/**
 * One tooltip for the page. It shows the help of the nearest element with `data-help`
 * (the id of a text that also describes the control to screen readers): on hover, on
 * keyboard focus, and on a tap on the question mark. Escape hides it.
 */
const HOVER_MS = 350;
const DISTANCE = 8;

/** @param {HTMLElement} tip the element with role `tooltip`, a manual popover */
export function createTooltip(tip, page = document) {
  return new Tooltip(tip, page);
}

class Tooltip {
  #tip;
  #layer;
  #page;
  #owner = null;
  #timer = null;

  constructor(tip, page) {
    this.#tip = tip;
    this.#layer = layerOf(tip);
    this.#page = page;
    page.addEventListener("pointerover", (event) => this.#onOver(event));
    page.addEventListener("focusin", (event) => this.#onFocus(event));
    page.addEventListener("click", (event) => this.#onClick(event));
    page.addEventListener("scroll", () => this.#onScroll(), true);
    page.addEventListener("focusout", () => this.#hide());
    page.addEventListener("pointerdown", () => this.#hide());
    page.addEventListener("keydown", ({ key }) => key === "Escape" && this.#hide());
  }

  #show(target) {
    clearTimeout(this.#timer);
    const text = this.#page.getElementById(target.dataset.help);
    if (!text?.textContent) return;
    this.#owner = target;
    const copies = [...text.childNodes].map((node) => node.cloneNode(true));
    this.#tip.replaceChildren(...copies);
    this.#layer.show();
    place(this.#tip, target.getBoundingClientRect());
  }

  #hide() {
    clearTimeout(this.#timer);
    this.#owner = null;
    this.#layer.hide();
  }

  #onOver({ target, pointerType }) {
    const owner = helped(target);
    if (this.#tip.contains(target) || (owner && owner === this.#owner)) return;
    this.#hide();
    if (!owner || pointerType === "touch") return;
    this.#timer = setTimeout(() => this.#show(owner), HOVER_MS);
  }

  #onFocus({ target }) {
    const owner = helped(target);
    if (owner && target.matches(":focus-visible")) this.#show(owner);
    else this.#hide();
  }

  #onClick({ target }) {
    const mark = target.closest?.("[data-help-mark]");
    if (mark) this.#show(helped(mark));
  }

  /** Focus scrolls its element into view: the tooltip follows; a hover's goes. */
  #onScroll() {
    const owner = this.#owner;
    if (owner?.matches(":focus-within")) place(this.#tip, owner.getBoundingClientRect());
    else this.#hide();
  }
}

/**
 * Shows and hides the tooltip: as a popover, which lies over an open dialog, too; in
 * browsers that know none, in its place on the page.
 */
function layerOf(tip) {
  if (typeof tip.showPopover === "function") {
    return {
      show: () => tip.showPopover(),
      hide: () => tip.matches(":popover-open") && tip.hidePopover(),
    };
  }
  tip.removeAttribute("popover");
  tip.hidden = true;
  return {
    show: () => (tip.hidden = false),
    hide: () => (tip.hidden = true),
  };
}

function helped(element) {
  return element.closest?.("[data-help]") ?? null;
}

/** Right of the control where there is room, else below, else above it. */
function place(tip, box) {
  const { offsetWidth: width, offsetHeight: height } = tip;
  const beside = box.right + DISTANCE + width <= innerWidth;
  const below = box.bottom + DISTANCE + height <= innerHeight;
  const left = beside ? box.right + DISTANCE : (innerWidth - width) / 2;
  const under = below ? box.bottom + DISTANCE : box.top - DISTANCE - height;
  const top = Math.min(beside ? box.top : under, innerHeight - height - DISTANCE);
  tip.style.left = `${Math.max(DISTANCE, left)}px`;
  tip.style.top = `${Math.max(DISTANCE, top)}px`;
}
