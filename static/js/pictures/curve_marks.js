/**
 * What is marked on the error curves: best epoch, patience, stop. A plain description;
 * while the training runs it is painted on the canvas each frame, because Plotly's shapes
 * and annotations would make every update dearer by half.
 */
import { textPx } from "../core/text_size.js";

const LABEL_GAP = 32;
/** The lowest epoch's label is closer: under it stand the axis' own numbers. */
const SHORT_GAP = 18;
/** A label's letter is about so wide, in pixels: enough to choose a side by. */
const LETTER = 6.2;
/** Higher up than this the best epoch's label stands below its ring: the top is the stop's. */
const HIGH = 0.55;
/** Lower than this there is no room below a ring. */
const LOW = 0.25;
/** How high a line of text is, and how far a label stands from the end of its line. */
const LINE = 14;
export const TEXT_GAP = 8;
/** Between a ring and a label beside it. */
const RING_GAP = 16;
/** How much of the validation colour the patience window has. */
export const WINDOW = 0.09;
/** How much a label's ground, of the panel's colour, hides of the curves behind it. */
export const GROUND = 0.85;

/**
 * @typedef {{x: number, y: number, text: string, dx: number, dy: number}} Best ring and
 *   label; the label stands (dx, dy) pixels off
 * @typedef {{x: number, text: string, side: "left" | "right"}} Stop
 * @typedef {{y: number, text: string}} Line across the plot
 * @typedef {{best: Best | null, lowest: Best | null, patience: [number, number] | null, stop: Stop | null,
 *   line: Line | null}} Marks
 */

/**
 * @param {object} state the page's state
 * @param {{range: {x: number[], y: number[]}, log: boolean, metric: string,
 *   stop: number | null, width: number, height?: number}} scene `range.y` in exponents on a
 *   logarithmic axis; `width` and `height`: of the plot, in pixels
 * @returns {Marks} `y` in the units of the axis
 */
export function marksOf(state, { range, log, metric, stop, width, height = Infinity }) {
  const points = pointsOf(state, metric);
  const best = points.best && ringMark(points.best, "best", { range, log, width });
  const lowest = points.lowest && ringMark(points.lowest, "lowest", { range, log, width, isBelow: best !== null });
  const isSeen = (mark) => mark && isWithin(mark.x, range.x) && isWithin(mark.y, range.y);
  const stopped = stop !== null && isWithin(stop, range.x) ? stopMark(stop, range, width, state.frame) : null;
  return {
    best: isSeen(best) ? beside(best, stopped, range, { width, height }) : null,
    lowest: isSeen(lowest) ? lowest : null,
    patience: cut(patienceWindow(state, stop), range.x),
    stop: stopped,
    line: metric === "error" ? thresholdLine(state, range, log) : null,
  };
}

/**
 * The best epoch's label where it does not lie on that of the stop: over or under its ring,
 * else beside it.
 */
function beside(best, stop, range, { width, height }) {
  if (!stop || !Number.isFinite(height)) return best;
  const at = { x: share(best.x, range.x) * width, y: (1 - share(best.y, range.y)) * height };
  const line = textPx(LINE);
  const half = (best.text.length * textPx(LETTER)) / 2;
  const size = stop.text.length * textPx(LETTER);
  const x = share(stop.x, range.x) * width;
  const taken = { left: stop.side === "left" ? x - size : x, right: stop.side === "left" ? x : x + size };
  const fits = ({ dx, dy }) => {
    const [left, middle] = [at.x + dx - half, at.y + dy + Math.sign(dy) * textPx(TEXT_GAP)];
    const isInside = left >= -half / 4 && left + 2 * half <= width + half / 4 && middle >= 0 && middle <= height;
    return isInside && (middle - line / 2 > line || left > taken.right || left + 2 * half < taken.left);
  };
  const aside = half + RING_GAP;
  const places = [best, { dx: best.dx, dy: -best.dy }, { dx: aside, dy: 0 }, { dx: -aside, dy: 0 }, { dx: aside, dy: line }];
  const { dx, dy } = places.find(fits) ?? best;
  return { ...best, dx, dy };
}

/** Marks beyond what is seen are left out. */
const isWithin = (value, [low, high]) => value >= low && value <= high;

function cut(span, [low, high]) {
  const seen = span && [Math.max(span[0], low), Math.min(span[1], high)];
  return seen && seen[1] > seen[0] ? seen : null;
}

/** The validation error above which a criterion stops; null where it lies off the plot. */
function thresholdLine({ frame }, range, log) {
  const found = frame?.stopping.criteria?.find(({ line }) => line != null);
  if (!found) return null;
  const y = log ? Math.log10(found.line) : found.line;
  const isSeen = y > range.y[0] && y < range.y[1];
  return isSeen ? { y, text: `stops above · GL ${found.threshold} %` } : null;
}

/** Where the best epoch, and another one that is lower, stand on the validation curve. */
function pointsOf({ frame, series }, metric) {
  const { best_epoch: best, best_error: error, lower_epoch: lower, lower_error: least } = frame?.stopping ?? {};
  return { best: pointOf(series, metric, best, error), lowest: pointOf(series, metric, lower, least) };
}

function pointOf(series, metric, epoch, error) {
  if (epoch == null) return null;
  if (metric === "error") return error == null ? null : { epoch, value: error };
  const value = series.validation_accuracy[series.epoch.indexOf(epoch)];
  return value == null ? null : { epoch, value };
}

/** From the best epoch to now, or to where the training stopped. */
export function patienceWindow({ frame, series }, stop) {
  const { armed, best_epoch: best } = frame?.stopping ?? {};
  if (best == null || (!armed && stop === null)) return null;
  const end = stop !== null && stop > best ? stop : series.epoch.at(-1);
  const now = end ?? best;
  return now > best ? [best, now] : null;
}

/**
 * Above the ring, or below it where the ring is high up, or `isBelow` where there is room:
 * above is another's label; never beyond the sides.
 */
function ringMark({ epoch, value }, name, { range, log, width, isBelow = false }) {
  const y = log ? Math.log10(value) : value;
  const height = (y - range.y[0]) / (range.y[1] - range.y[0]);
  const high = height > (isBelow ? LOW : HIGH);
  const text = `${name} · epoch ${epoch}`;
  const half = (text.length * textPx(LETTER)) / 2;
  const along = share(epoch, range.x) * width;
  return {
    x: epoch,
    y,
    text,
    dx: Math.round(Math.max(half, Math.min(along, width - half)) - along),
    dy: isBelow && high ? SHORT_GAP : high ? LABEL_GAP : -LABEL_GAP,
  };
}

/** Its label stands to the right of the line where there is room, else to the left. */
function stopMark(x, range, width, { state }) {
  const what = state === "diverged" ? "diverged" : "stopped";
  const text = `${what} · epoch ${x}`;
  const along = share(x, range.x) * width;
  const fits = (text.length + 1) * textPx(LETTER) <= width - along;
  return { x, text, side: fits || along < width / 2 ? "right" : "left" };
}

function share(value, [low, high]) {
  return (value - low) / (high - low);
}
