/** The points of the map by keyboard, and a click on the plane that adds one. */
import { pointAt } from "./plane.js";

/** A pointer that moves farther than this drags. */
const CLICK = 6;
const JUMP = 10;

/** Rows of the points that are shown, from left to right. */
export function rowsInOrder({ x1, x2, set }, isShown) {
  const rows = [];
  set.forEach((code, row) => isShown(code) && rows.push(row));
  return rows.sort((a, b) => x1[a] - x1[b] || (x2 ? x2[a] - x2[b] : 0) || a - b);
}

/** The row so many places on, round at the ends; the first or last one from none. */
export function rowFrom(rows, row, by) {
  if (!rows.length) return null;
  const at = rows.indexOf(row);
  if (at < 0) return rows.at(by > 0 ? 0 : -1);
  return rows[(at + by + JUMP * rows.length) % rows.length];
}

/**
 * Arrows go from point to point, Enter does what a click does.
 *
 * @param {HTMLElement} picture
 * @param {{rows: () => number[], current: () => number | null, look: (row: number) => void,
 *   act: (row: number | null) => void, leave: () => void}} parts
 */
export function listenToPointKeys(picture, { rows, current, look, act, leave }) {
  picture.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const row = current();
    if (step) {
      const next = rowFrom(rows(), row, step * (event.shiftKey ? JUMP : 1));
      if (next !== null) look(next);
    } else if (event.key === "Enter") act(row);
    else if (event.key === "Escape") leave();
    else return;
    event.preventDefault();
  });
  picture.addEventListener("blur", leave);
}

/**
 * Calls `place` with the point of the plane where a click was made that `wants` to add.
 *
 * @param {HTMLElement} stage
 * @param {{plane: () => object | undefined, wants: (event: PointerEvent) => boolean,
 *   place: (point: {x: number, y: number}) => void}} parts
 */
export function listenToPlacing(stage, { plane, wants, place }) {
  let start = null;

  function onDown(event) {
    start = event.button === 0 && wants(event) ? { x: event.clientX, y: event.clientY } : null;
  }

  function onUp({ clientX, clientY }) {
    if (!start) return;
    const isClick = Math.hypot(clientX - start.x, clientY - start.y) < CLICK;
    start = null;
    const box = stage.getBoundingClientRect();
    const point = plane() && isClick ? pointAt(plane(), clientX - box.left, clientY - box.top) : null;
    if (point) place(point);
  }

  stage.addEventListener("pointerdown", onDown, true);
  window.addEventListener("pointerup", onUp, true);
  return () => {
    stage.removeEventListener("pointerdown", onDown, true);
    window.removeEventListener("pointerup", onUp, true);
  };
}
