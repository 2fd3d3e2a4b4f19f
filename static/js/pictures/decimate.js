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
