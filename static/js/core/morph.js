/**
 * Makes a part of the page look like another one, and keeps every element that can stay:
 * with it stay the keyboard's focus, the pointer's place and what is scrolled. Listeners
 * stand on what contains the part.
 */
const ELEMENT = 1;

/** What belongs to the person, not to the content: which of the buttons Tab leads to. */
const KEPT = new Set(["tabindex"]);

/**
 * @param {Element} element what is there
 * @param {Node[]} children what it shall contain
 */
export function fill(element, children) {
  const old = [...element.childNodes];
  children.forEach((child, i) => {
    if (i < old.length) morph(old[i], child);
    else element.append(child);
  });
  for (const rest of old.slice(children.length)) rest.remove();
}

function morph(old, next) {
  if (old.nodeName !== next.nodeName) {
    old.replaceWith(next);
  } else if (old.nodeType !== ELEMENT) {
    if (old.data !== next.data) old.data = next.data;
  } else {
    for (const { name } of [...old.attributes]) {
      if (!next.hasAttribute(name) && !KEPT.has(name)) old.removeAttribute(name);
    }
    for (const { name, value } of next.attributes) {
      const isKept = KEPT.has(name) && old.hasAttribute(name);
      if (!isKept && old.getAttribute(name) !== value) old.setAttribute(name, value);
    }
    fill(old, [...next.childNodes]);
  }
}
