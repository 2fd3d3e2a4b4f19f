/** A canvas that is as sharp as the screen and knows its size in CSS pixels. */
import { h } from "../core/dom.js";
import { onTextSize } from "../core/text_size.js";

/** More than this looks no better and costs time. */
const MAX_RATIO = 2;

/**
 * @param {HTMLElement} parent the canvas fills it, under whatever else it holds
 * @param {(width: number, height: number) => void} onResize also where the size of text changes
 */
export function createCanvas(parent, onResize) {
  const canvas = h("canvas", { class: "picture-canvas", "aria-hidden": "true" });
  const context = canvas.getContext("2d");
  let width = 0;
  let height = 0;
  let ratio = 1;
  parent.prepend(canvas);

  const ratioNow = () => Math.min(MAX_RATIO, devicePixelRatio || 1);

  function fit() {
    const box = parent.getBoundingClientRect();
    const newRatio = ratioNow();
    const [newWidth, newHeight] = [Math.floor(box.width), Math.floor(box.height)];
    if (newWidth === width && newHeight === height && newRatio === ratio) return;
    [width, height, ratio] = [newWidth, newHeight, newRatio];
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    if (width > 0 && height > 0) onResize(width, height);
  }

  const endTextSize = onTextSize(() => width > 0 && height > 0 && onResize(width, height));
  const observer = new ResizeObserver(fit);
  observer.observe(parent);
  const endRatio = onRatioChange(fit);

  return {
    size: () => ({ width, height }),
    /** Clears the canvas and lets `paint` draw in CSS pixels. */
    paint(paint) {
      if (ratioNow() !== ratio) fit(); // not every browser tells of it at once
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.clearRect(0, 0, width, height);
      paint(context);
    },
    destroy() {
      endTextSize();
      observer.disconnect();
      endRatio();
      canvas.remove();
    },
  };
}

/**
 * Calls `run` whenever the screen has another number of pixels to a CSS pixel: the window
 * was moved to another screen, or the page was zoomed without its boxes changing.
 *
 * @returns {() => void} ends it
 */
export function onRatioChange(run) {
  let query = null;

  /** A query asks for one ratio, so each change needs a new one. */
  function listen() {
    query?.removeEventListener("change", changed);
    query = matchMedia(`(resolution: ${devicePixelRatio || 1}dppx)`);
    query.addEventListener("change", changed);
  }

  function changed() {
    listen();
    run();
  }

  listen();
  return () => query.removeEventListener("change", changed);
}
