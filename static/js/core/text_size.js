/**
 * The size of text in pictures follows the one that the person has chosen in the browser,
 * as that of the page does: sizes are written for the usual 16 pixels.
 */

const USUAL = 16;
/** Larger text would leave no room for the picture itself. */
const MOST = 2;

let scale = 1;
const listeners = new Set();

/** A length in pixels, made for text of the usual size, as large as the text is. */
export const textPx = (pixels) => pixels * scale;

/** Lengths by name, each as `textPx` has it. @param {Record<string, number>} lengths */
export function textBox(lengths) {
  return Object.fromEntries(Object.entries(lengths).map(([name, length]) => [name, Math.round(textPx(length))]));
}

/** Begins to follow the size of the page's text. The browser tells of no change: a box does. */
export function followTextSize(page = document) {
  const box = page.createElement("i");
  box.className = "visually-hidden";
  box.style.width = "1rem";
  const read = () => setTextScale(parseFloat(getComputedStyle(page.documentElement).fontSize) / USUAL);
  read();
  page.body.append(box);
  new ResizeObserver(read).observe(box);
}

export function setTextScale(wanted) {
  const next = Number.isFinite(wanted) ? Math.max(0.5, Math.min(MOST, wanted)) : 1;
  if (next === scale) return;
  scale = next;
  for (const listener of listeners) listener();
}

/** @param {() => void} listener @returns {() => void} ends it */
export function onTextSize(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
