/** The epoch that is pointed at. */
import { isAcross, valueAt } from "./curve_lines.js";

/**
 * The whole epoch at a place of the axis. Where several fall on one pixel it is the one at
 * which most kept runs have a number: thinned ones share the epochs that a power of two divides.
 *
 * @param {number} place epochs, with fractions
 * @param {number} half so many epochs are half a pixel
 * @param {import("./curve_lines.js").Line[]} lines
 * @returns {number | null} null where no line has come so far
 */
export function pointedEpoch(place, half, lines) {
  if (!lines.length) return null;
  const first = Math.min(...lines.map(({ epochs }) => epochs[0]));
  const last = Math.max(...lines.map(({ epochs }) => epochs.at(-1)));
  const reach = Math.max(half, 0.5);
  if (place < first - reach || place > last + reach) return null;
  const inside = (epoch) => Math.max(first, Math.min(last, epoch));
  const best = candidates(place, half)
    .map(inside)
    .filter((epoch) => isKnown(lines, epoch))
    .map((epoch) => ({ epoch, others: othersAt(lines, epoch), away: Math.abs(epoch - place) }))
    .sort((a, b) => b.others - a.others || a.away - b.away)[0];
  return best ? best.epoch : nearestPoint(lines, place);
}

function candidates(place, half) {
  const [from, to] = [Math.ceil(place - half), Math.floor(place + half)];
  return from > to ? [Math.round(place)] : Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

/** Whether any line has a number there, or one that the server can be asked for. */
function isKnown(lines, epoch) {
  return lines.some((line) => isAcross(line, epoch) && (line.source !== null || valueAt(line, epoch) != null));
}

/** How many of the lines that nobody can be asked about have a number there. */
function othersAt(lines, epoch) {
  return lines.filter((line) => line.source === null && valueAt(line, epoch) != null).length;
}

function nearestPoint(lines, place) {
  let best = null;
  for (const { epochs } of lines) {
    for (const epoch of epochs) {
      if (best === null || Math.abs(epoch - place) < Math.abs(best - place)) best = epoch;
    }
  }
  return best;
}
