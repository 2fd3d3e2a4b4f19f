/** Bars on a logarithmic axis that does not wobble while the numbers change. */

const FEWEST_DECADES = 3;

/**
 * The powers of ten at the axis' ends: around all values, and around `before` where
 * there is one.
 *
 * @param {(number | null)[]} values those that are 0, null or not finite have no bar
 * @param {[number, number] | null} before
 * @returns {[number, number] | null} null without a value
 */
export function barRange(values, before = null) {
  const exponents = values.filter((value) => value > 0 && value < Infinity).map(Math.log10);
  if (!exponents.length) return before;
  let low = Math.floor(Math.min(...exponents) - 0.1); // the shortest bar is seen, too
  let high = Math.ceil(Math.max(...exponents)) + 0; // never -0
  if (before) [low, high] = [Math.min(low, before[0]), Math.max(high, before[1])];
  return [Math.min(low, high - FEWEST_DECADES), high];
}

/** How long a bar is, as a share of the axis. */
export function barLength(value, range) {
  if (!range || !(value > 0)) return 0;
  const [low, high] = range;
  return Math.max(0, Math.min(1, (Math.log10(value) - low) / (high - low)));
}

/** The ends of the axis in words: "10⁻⁶". */
export function powerOfTen(exponent) {
  const digits = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };
  if (exponent === 0) return "1";
  return `10${[...String(exponent)].map((digit) => digits[digit]).join("")}`;
}
