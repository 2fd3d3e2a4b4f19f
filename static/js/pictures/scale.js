/**
 * Round limits that follow a changing maximum without jumping about: they grow at once
 * when a value would not fit, and shrink only when far too large.
 */
const ROUND = [1, 1.5, 2, 3, 5, 7, 10];
const SHRINK_BELOW = 0.3;

/** The smallest round number that is at least `value` (> 0). */
export function roundUp(value, rounds = ROUND) {
  const decade = 10 ** Math.floor(Math.log10(value));
  const mantissa = value / decade;
  const next = rounds.find((each) => each >= mantissa * (1 - 1e-9)) ?? 10;
  return Number((next * decade).toPrecision(12));
}

/** The limit to use for a new maximum, given the one in use; 0 where all values are 0. */
export function followLimit(limit, maximum) {
  if (!(maximum > 0)) return 0;
  const fits = maximum <= limit && maximum >= SHRINK_BELOW * limit;
  return fits ? limit : roundUp(maximum);
}

/** The largest absolute value in the arrays. */
export function largest(arrays) {
  let most = 0;
  for (const array of arrays) {
    for (let i = 0; i < array.length; i += 1) {
      const size = Math.abs(array[i]);
      if (size > most) most = size;
    }
  }
  return most;
}
