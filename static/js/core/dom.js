/** Small helpers over the document; no panel writes `innerHTML`. */

/** What holds numbers, symbols and units' names is left alone by translators. */
const NUMERIC = new Set(["td"]);

/**
 * An element: `h("button", { type: "button", onclick: run }, "Play")`. Attributes named
 * `on...` are listeners, `class`, `for`, `aria-...` and `data-...` attributes; null and
 * false leave an attribute out.
 *
 * @param {string} tag
 * @param {object} [attributes]
 * @param {...(Node | string | null)} children
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  if (NUMERIC.has(tag)) element.translate = false;
  for (const [name, value] of Object.entries(attributes)) {
    if (value == null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

/** Sets the text only where it changed, in the same node: that costs least layout. */
export function setText(element, text) {
  const node = element.firstChild;
  if (node?.nodeType !== Node.TEXT_NODE || node !== element.lastChild) {
    if (element.textContent !== text) element.textContent = text;
  } else if (node.data !== text) {
    node.data = text;
  }
}

/** Sets an attribute, or removes it for null and false. */
export function setAttribute(element, name, value) {
  if (value == null || value === false) element.removeAttribute(name);
  else if (element.getAttribute(name) !== String(value)) {
    element.setAttribute(name, value === true ? "" : value);
  }
}

/** A button that is of no use now keeps the keyboard's focus; a disabled one would lose it. */
export function setUsable(button, isUsable) {
  setAttribute(button, "aria-disabled", isUsable ? null : "true");
}

/** What a button does while it is of use: `onclick: whenUsable(run)`. */
export function whenUsable(run) {
  return (event) => {
    if (event.currentTarget.getAttribute("aria-disabled") !== "true") run(event);
  };
}

/** Shows or hides an element; where it had the keyboard's focus, `next` takes that over. */
export function setHidden(element, isHidden, next) {
  const isLeft = isHidden && element === document.activeElement;
  element.hidden = isHidden;
  if (isLeft) next.focus();
}

/** An icon of the sprite in the page's template. */
export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const picture = document.createElementNS(space, "svg");
  const use = document.createElementNS(space, "use");
  picture.setAttribute("class", "icon");
  picture.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#icon-${name}`);
  picture.append(use);
  return picture;
}

/** Hands `content` to the person as a file. */
export function download(name, content, type = "application/octet-stream") {
  const blob = content instanceof Blob ? content : new Blob([content], { type });
  const address = URL.createObjectURL(blob);
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Gives the focus to what stands beside an element that goes away: the next, else the one before, else `last`. */
export function focusBeside(element, pick, last) {
  const others = [element.nextElementSibling, element.previousElementSibling];
  (others.map((other) => other && pick(other)).find(Boolean) ?? last).focus();
}
