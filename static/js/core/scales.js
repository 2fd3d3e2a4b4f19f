/**
 * A slider's positions and the values they stand for. Every position is one round
 * value, so one press of an arrow key always changes something, and equal distances on
 * a logarithmic slider are (nearly) equal factors.
 */

/** About 20 round steps a decade. */
const MANTISSAS = [
  1, 1.1, 1.2, 1.4, 1.6, 1.8, 2, 2.2, 2.5, 2.8, 3, 3.5, 4, 4.5, 5, 5.5, 6, 7, 8, 9,
];
/** Whole numbers with a longer way to go than this are easier to set by factors. */
const WIDE = 500;
const LINEAR_STEPS = 50;

/**
 * @param {object} setting a catalogue entry of kind `integer` or `number`
 * @returns {{count: number, value: (tick: number) => number | null,
 *   tick: (value: number | null) => number}}
 */
export function sliderScale(setting) {
  const scale = setting.scale ?? "linear";
  const wide = setting.kind === "integer" && setting.maximum - setting.minimum > WIDE;
  if (scale === "linear" && !wide) return linearScale(setting);
  const values = logValues(setting);
  return tableScale(setting.nullable ? [null, ...values] : values);
}

/** The scale of a slider that has exactly these values, ascending. */
export function tableScale(values) {
  return {
    count: values.length,
    value: (tick) => values[clamp(Math.round(tick), 0, values.length - 1)],
    tick: (value) => nearest(values, value),
  };
}

function linearScale({ kind, minimum, maximum }) {
  const rough = 10 ** Math.floor(Math.log10((maximum - minimum) / LINEAR_STEPS));
  const unit = kind === "integer" ? 1 : rough;
  const last = Math.round((maximum - minimum) / unit);
  return {
    count: last + 1,
    value: (tick) => tidy(minimum + clamp(Math.round(tick), 0, last) * unit),
    tick: (value) => clamp(Math.round((value - minimum) / unit), 0, last),
  };
}

function logValues({ kind, minimum, maximum, smallest }) {
  const whole = kind === "integer";
  const start = minimum > 0 ? minimum : smallest || (whole ? 1 : maximum * 1e-6);
  const values = new Set(minimum > 0 ? [] : [minimum]).add(start);
  for (const value of roundValues(start, maximum)) {
    if (!whole || Number.isInteger(value)) values.add(value);
  }
  return [...values.add(maximum)];
}

function* roundValues(start, end) {
  const first = Math.floor(Math.log10(start));
  const last = Math.ceil(Math.log10(end));
  for (let decade = first; decade <= last; decade += 1) {
    for (const mantissa of MANTISSAS) {
      const value = Number(`${mantissa}e${decade}`);
      if (value > start && value < end) yield value;
    }
  }
}

/** The position whose value lies nearest; null stands at the left end. */
function nearest(values, value) {
  if (value === null) return 0;
  let best = 0;
  for (let i = 1; i < values.length; i += 1) {
    if (distance(values[i], value) < distance(values[best], value)) best = i;
  }
  return best;
}

function distance(a, b) {
  return a === null ? Infinity : Math.abs(a - b);
}

function clamp(value, low, high) {
  return Math.min(high, Math.max(low, value));
}

/** Without the dust of binary fractions: 0.30000000000000004 becomes 0.3. */
function tidy(value) {
  return Number(value.toPrecision(12));
}
