/**
 * The small card with exact numbers beside what the pointer is on. It follows the
 * training; pinned it stays, and can be closed with the keyboard.
 */
import { h, setText } from "../core/dom.js";
import { formatExact } from "../core/format.js";

const GAP = 14;
const EDGE = 4;

/** A number with its sign and nine digits, of steady width: "−0.04217365". */
export const exact = formatExact;

/**
 * Where a card of this size stands: on the first side of the point where there is room,
 * and always inside the box. `point.reach` is how far the thing itself extends.
 *
 * @param {{x: number, y: number, reach?: number}} point
 * @param {{width: number, height: number}} card
 * @param {{width: number, height: number}} box
 * @param {("right" | "left" | "above" | "below")[]} [sides] in order of preference
 */
export function placeBeside(point, card, box, sides = ["right", "left", "above", "below"]) {
  const gap = GAP + (point.reach ?? 0);
  const beside = point.y - card.height / 2;
  const over = point.x - card.width / 2;
  const places = {
    right: { left: point.x + gap, top: beside },
    left: { left: point.x - gap - card.width, top: beside },
    above: { left: over, top: point.y - gap - card.height },
    below: { left: over, top: point.y + gap },
  };
  const hasRoom = {
    right: places.right.left + card.width <= box.width,
    left: places.left.left >= 0,
    above: places.above.top >= 0,
    below: places.below.top + card.height <= box.height,
  };
  const { left, top } = places[sides.find((side) => hasRoom[side]) ?? sides[0]];
  return {
    left: Math.max(EDGE, Math.min(left, box.width - card.width - EDGE)),
    top: Math.max(EDGE, Math.min(top, box.height - card.height - EDGE)),
  };
}

/** The corner that is farthest from the point: there the card hides least of interest. */
export function placeFar({ x, y }, card, box) {
  return {
    left: x < box.width / 2 ? box.width - card.width - EDGE : EDGE,
    top: y < box.height / 2 ? box.height - card.height - EDGE : EDGE,
  };
}

/**
 * @param {HTMLElement} parent a positioned element that the card stays inside
 * @param {() => void} [onClose] adds a button that is there while pinned
 */
export function createReadout(parent, onClose) {
  const title = h("p", { class: "exact-title" });
  const rows = h("dl", { class: "exact-rows" });
  const note = h("p", { class: "exact-note" });
  const close = h("button", { type: "button", class: "exact-close", onclick: onClose }, "×");
  const card = h("div", { class: "exact" }, title, rows, note, onClose ? close : null);
  close.setAttribute("aria-label", "Release the pinned numbers");
  card.hidden = true;
  parent.append(card);

  function fill(entries) {
    while (rows.children.length > 2 * entries.length) rows.lastChild.remove();
    while (rows.children.length < 2 * entries.length) rows.append(h("dt"), h("dd"));
    entries.forEach(([name, value], i) => {
      setText(rows.children[2 * i], name);
      setText(rows.children[2 * i + 1], value);
    });
  }

  return {
    /**
     * @param {{title: string, rows: [string, string][], note?: string}} content
     * @param {{x: number, y: number, reach?: number}} point
     * @param {{pinned?: boolean, sides?: string[], far?: boolean}} [how] `far`: in a corner
     */
    show(content, point, { pinned = false, sides, far = false } = {}) {
      card.hidden = false;
      card.classList.toggle("pinned", pinned);
      close.hidden = !pinned;
      setText(title, content.title);
      fill(content.rows);
      setText(note, content.note ?? "");
      note.hidden = !content.note;
      const size = { width: card.offsetWidth, height: card.offsetHeight };
      const box = { width: parent.clientWidth, height: parent.clientHeight };
      const place = far ? placeFar : placeBeside;
      const { left, top } = place(point, size, box, sides);
      card.style.left = `${Math.round(left)}px`;
      card.style.top = `${Math.round(top)}px`;
    },
    hide() {
      card.hidden = true;
    },
    destroy: () => card.remove(),
  };
}
