/** Colours as numbers: parsing tokens, mixing, and tables for painting maps. */
import { CLASS_TOKENS } from "../core/theme.js";

/** Steps of a table: one for every value of a signed byte, -127 to 127. */
export const STEPS = 255;
const HALF = 127;

/**
 * @param {string} text `#rgb`, `#rrggbb` or `rgb(r g b)`
 * @returns {[number, number, number]}
 */
export function parseColor(text) {
  const plain = text.trim();
  if (plain.startsWith("#")) {
    const digits = plain.slice(1);
    const each = digits.length < 6 ? 1 : 2;
    return [0, 1, 2].map((i) => {
      const part = digits.slice(i * each, (i + 1) * each);
      return parseInt(each === 1 ? part + part : part, 16);
    });
  }
  const numbers = plain.match(/[\d.]+/g)?.slice(0, 3).map(Number);
  if (numbers?.length !== 3) throw new Error(`not a colour: ${text}`);
  return numbers;
}

/** The colour a share `t` (0 to 1) of the way from `a` to `b`. */
export function mix(a, b, t) {
  return a.map((part, i) => part + (b[i] - part) * t);
}

/** A colour as CSS, with an opacity. */
export function css(color, opacity = 1) {
  const [r, g, b] = color.map(Math.round);
  return opacity < 1 ? `rgba(${r},${g},${b},${opacity})` : `rgb(${r},${g},${b})`;
}

/** One colour as the 32 bits of a canvas pixel (little-endian RGBA). */
export function pixel(color) {
  const [r, g, b] = color.map(Math.round);
  return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
}

/**
 * Pixels for the values -127 to 127: from `low` through `middle` to `high`. `depth` is
 * how much of the two colours there is at the ends, so that points stay visible on a map.
 *
 * @returns {Uint32Array} STEPS pixels; value v stands at v + 127
 */
export function mapTable({ low, middle, high }, depth = 1) {
  const table = new Uint32Array(STEPS);
  for (let value = -HALF; value <= HALF; value += 1) {
    const end = value < 0 ? low : high;
    table[value + HALF] = pixel(mix(middle, end, (depth * Math.abs(value)) / HALF));
  }
  return table;
}

/** The same colours as a Plotly colour scale, for a legend. */
export function colorScale({ low, middle, high }, depth = 1) {
  return [
    [0, css(mix(middle, low, depth))],
    [0.5, css(middle)],
    [1, css(mix(middle, high, depth))],
  ];
}

/** The colours of one theme that pictures are painted with. */
export function palette(theme) {
  const color = (name) => parseColor(theme.color(name));
  const neutral = color("neutral");
  return {
    positive: color("positive"),
    negative: color("negative"),
    neutral,
    ink: color("ink"),
    panel: color("panel"),
    line: color("line-strong"),
    accent: color("accent"),
    classes: CLASS_TOKENS.map(color),
    ends: { low: color("negative"), middle: neutral, high: color("positive") },
  };
}
