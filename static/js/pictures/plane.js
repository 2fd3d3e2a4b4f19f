/** Where the input plane lies in its panel: fixed margins, plain arithmetic. */
import { textBox, textPx } from "../core/text_size.js";

const MARGIN = { l: 48, r: 16, t: 10, b: 44 };
/** Room for the scale of the output's colours. */
const BAR = 56;

/**
 * @param {{width: number, height: number}} box
 * @param {{domain: [number, number], line: boolean, bar: boolean,
 *   range?: [number, number]}} data `line`: one input, so the plane is a plot that need
 *   not be square and `range` are its values
 */
export function layoutPlane({ width, height }, { domain, line, bar, range }) {
  const margin = textBox(MARGIN);
  const right = margin.r + (bar ? Math.round(textPx(BAR)) : 0);
  const room = {
    width: Math.max(40, width - margin.l - right),
    height: Math.max(40, height - margin.t - margin.b),
  };
  const side = Math.min(room.width, room.height);
  const plot = line ? room : { width: side, height: side };
  const x = margin.l + Math.floor((room.width - plot.width) / 2);
  const y = margin.t;
  const ranges = line ? { x: widen(domain, 0.03), y: range } : { x: domain, y: domain };
  return {
    width,
    height,
    plot: { x, y, ...plot },
    ranges,
    margin: { l: x, t: y, r: width - x - plot.width, b: height - y - plot.height },
  };
}

/** A range with a share of air on both sides. */
export function widen([low, high], share) {
  const air = (high - low) * share;
  return [low - air, high + air];
}

/** The point of the plane under a pixel, or null beside the plane. */
export function pointAt({ plot, ranges }, px, py) {
  const across = (px - plot.x) / plot.width;
  const down = (py - plot.y) / plot.height;
  if (across < 0 || across > 1 || down < 0 || down > 1) return null;
  return {
    x: ranges.x[0] + across * (ranges.x[1] - ranges.x[0]),
    y: ranges.y[1] - down * (ranges.y[1] - ranges.y[0]),
  };
}

/** The pixel of a point of the plane. */
export function pixelOf({ plot, ranges }, x, y) {
  return {
    x: plot.x + ((x - ranges.x[0]) / (ranges.x[1] - ranges.x[0])) * plot.width,
    y: plot.y + ((ranges.y[1] - y) / (ranges.y[1] - ranges.y[0])) * plot.height,
  };
}
