/** Outlines of small pictures, as the paths of SVG, in a box of 100 x 100 units. */

const SIZE = 100;

/**
 * The steps of a histogram, from its floor and back to it.
 *
 * @param {number[]} counts
 * @param {number} most the count that reaches the top
 */
export function stepsPath(counts, most) {
  const wide = SIZE / counts.length;
  const at = (count) => round(SIZE - (most > 0 ? count / most : 0) * SIZE);
  const steps = counts.map((count, i) => `V${at(count)}H${round((i + 1) * wide)}`);
  return `M0 ${SIZE}${steps.join("")}V${SIZE}Z`;
}

/** Places of values along the epochs: [x, y] each. */
function places(epochs, values, { last, most }) {
  return values.map((value, i) => [
    round((last > 0 ? epochs[i] / last : 0) * SIZE),
    round(SIZE - (most > 0 ? value / most : 0) * SIZE),
  ]);
}

const joined = (points) => points.map((point) => point.join(" ")).join("L");

/** A line over the epochs; empty with fewer than two of them. */
export function linePath(epochs, values, ends) {
  return epochs.length > 1 ? `M${joined(places(epochs, values, ends))}` : "";
}

/** The band between two lines. */
export function bandPath(epochs, low, high, ends) {
  if (epochs.length < 2) return "";
  const there = places(epochs, high, ends);
  const back = places(epochs, low, ends).toReversed();
  return `M${joined([...there, ...back])}Z`;
}

function round(value) {
  return Math.round(value * 100) / 100;
}

/** An upright line at an epoch; none where it is the end of the axis anyway. */
export function uprightPath(epoch, last) {
  return epoch < last ? `M${(100 * epoch) / last} 0V100` : "";
}
