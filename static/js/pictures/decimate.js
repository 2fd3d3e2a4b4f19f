/**
 * Fewer points that look the same: of every stretch of epochs the points where a curve
 * is lowest and highest are kept, so no minimum is ever smoothed away. All curves keep
 * the same epochs, so that one hover label can name every curve's value.
 */
import { keepExtremes } from "../core/series.js";

export const DRAWN_POINTS = 1000;

/**
 * Indexes to draw. Stretches are powers of two long and begin at multiples of their
 * length: points already drawn stay while a curve grows.
 *
 * @param {(number | null)[][]} columns curves of one length
 * @returns {number[]} ascending
 */
export function drawnIndexes(columns, most = DRAWN_POINTS) {
  const count = columns[0]?.length ?? 0;
  if (count <= most) return Array.from({ length: count }, (_, i) => i);
  let stretch = 2;
  while (Math.ceil(count / stretch) * 2 * columns.length > most) stretch *= 2;
  const keep = new Set([0, count - 1]);
  for (let start = 0; start < count; start += stretch) {
    const end = Math.min(count, start + stretch);
    for (const column of columns) keepExtremes(column, start, end, keep);
  }
  return [...keep].sort((a, b) => a - b);
}

/** So many numbers of a curve are enough to tell what is usual. */
const SAMPLE = 200;
const USUAL = 0.9;
/** A peak is so many times what is usual, and what the curves begin with. */
const TIMES = { usual: 8, first: 3 };

/**
 * Above this a number is a peak: a few that would flatten all others. Curves that only
 * come down from where they began have none.
 *
 * @param {(number | null)[][]} columns the run's own curves
 * @returns {number} infinite where nothing is known
 */
export function peakLimit(columns) {
  const picked = columns.flatMap((column) => {
    const step = Math.max(1, Math.floor(column.length / SAMPLE));
    return column.filter((value, i) => value !== null && i % step === 0);
  });
  if (!picked.length) return Infinity;
  const usual = picked.sort((a, b) => a - b)[Math.ceil(USUAL * (picked.length - 1))];
  const first = Math.max(...columns.map((column) => column[0] ?? 0));
  return Math.max(TIMES.usual * usual, TIMES.first * first);
}

/** The smallest and the largest number in the columns (positive ones only, if asked). */
export function extent(columns, positive = false) {
  let low = Infinity;
  let high = -Infinity;
  for (const column of columns) {
    for (const value of column) {
      if (value === null || (positive && value <= 0)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return low <= high ? [low, high] : null;
}
