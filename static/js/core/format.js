/**
 * Numbers as people read them: every text of the page with a number in it is written here,
 * and the server's sentences by the same rules (app/training/notation.py; both are tested
 * with tests/numerals.json). What may be typed again has no more digits than it needs.
 */

const MISSING = "–";
const MINUS = "−";
/** Digits of a number that is read; and at most, where two would read the same. */
const DIGITS = 4;
const MOST_DIGITS = 12;
/** From here to below there a number is written out; others with a power of ten. */
const PLAIN = [1e-4, 1e6];
/** Where there is little room. */
const NARROW = { trim: true, plain: [1e-3, 1e4], mantissa: 1 };
const MOST_DECIMALS = 6;
/** Shares that differ by less are the same: they are counts over counts. */
const DUST = 1e-12;

/** A number as JavaScript writes it, its power as people do: "2e-7" as "2e−7", "1e+6" as "1e6". */
export function tidyPower(text) {
  return text.replace("e-", "e−").replace("e+", "e");
}

/** The text as a sentence or a title begins. */
export function capitalized(text) {
  return text[0].toUpperCase() + text.slice(1);
}

/**
 * A number with so many significant digits: "0.5465", "−12.30", "12346", "3e−7"; "0" only
 * for 0 itself, "–" for what is no number. Whole digits are never cut off.
 *
 * @param {number | null | undefined} value
 * @param {{digits?: number, trim?: boolean, plain?: [number, number], mantissa?: number}} [how]
 *   `trim`: without zeros at the end; `mantissa`: digits before a power of ten
 */
export function formatNumber(value, { digits = DIGITS, trim = false, plain = PLAIN, mantissa = digits } = {}) {
  if (value == null || !Number.isFinite(value)) return MISSING;
  if (value === 0) return "0";
  const size = Math.abs(value);
  const rounded = Number(size.toPrecision(digits));
  return (value < 0 ? MINUS : "") + unsigned(size, rounded, { digits, trim, plain, mantissa });
}

function unsigned(size, rounded, { digits, trim, plain, mantissa }) {
  if (rounded < plain[0] || rounded >= plain[1]) {
    const [figures, power] = size.toExponential(mantissa - 1).split("e");
    return tidyPower(`${withoutZeros(figures)}e${power}`);
  }
  const text = rounded >= 10 ** digits ? size.toFixed(0) : size.toPrecision(digits);
  return trim ? withoutZeros(text) : text;
}

const withoutZeros = (text) => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);

/** As short as it gets, for a picture: "0.282", "2e−7". @param {number} [digits] */
export function formatNarrow(value, digits = 3) {
  return formatNumber(value, { ...NARROW, digits });
}

/**
 * Numbers that are compared: with more digits where two that differ would read the same.
 *
 * @param {(number | null | undefined)[]} values
 * @param {{digits?: number, most?: number, trim?: boolean}} [how] `most`: digits
 * @returns {string[]}
 */
export function formatApart(values, { digits = DIGITS, most = MOST_DIGITS, ...how } = {}) {
  return toldApart(values, digits, most, (value, count) => formatNumber(value, { ...how, digits: count }));
}

/** Each value's text of the first count, from `least` to `most`, that no other value has. */
function toldApart(values, least, most, write) {
  const others = [...new Set(values)];
  return values.map((value) => {
    for (let count = least; ; count += 1) {
      const text = write(value, count);
      const isShared = others.some((other) => other !== value && write(other, count) === text);
      if (!isShared || text === MISSING || count >= most) return text;
    }
  });
}

/** An error. */
export function formatError(value) {
  return formatNumber(value);
}

/** A share of 1 as a percentage with one decimal; more where it would read as 0 or 100. */
export function formatShare(value, decimals = 1) {
  if (value == null || !Number.isFinite(value)) return MISSING;
  const percent = Math.abs(value) < DUST ? 0 : value * 100;
  const text = percent.toFixed(decimals);
  const isFalse = (Number(text) === 0 && percent !== 0) || (Number(text) === 100 && value !== 1);
  if (isFalse && decimals < MOST_DECIMALS) return formatShare(value, decimals + 1);
  return `${text.replace(/^-/, MINUS)} %`;
}

/** Shares that are compared, told apart. @param {(number | null | undefined)[]} values */
export function formatSharesApart(values) {
  return toldApart(values, 1, MOST_DECIMALS, formatShare);
}

/** A count, as the sentences of the status write it. */
export function formatCount(value) {
  return value == null ? MISSING : String(value);
}

/**
 * A number with its sign and eight decimals, of steady width, where the page promises
 * exact ones: "−0.04217365".
 */
export function formatExact(value) {
  if (value == null || !Number.isFinite(value)) return MISSING;
  const size = Math.abs(value);
  const isPlain = size === 0 || (size >= 1e-4 && size < 1e4);
  const text = isPlain ? size.toFixed(8) : size.toExponential(6);
  return (value < 0 ? MINUS : "+") + tidyPower(text);
}

/** A place in a picture, which has no more than three decimals: "+0.125". */
export function formatPlace(value) {
  if (value == null || !Number.isFinite(value)) return MISSING;
  const text = Math.abs(value).toFixed(3);
  return (value < 0 && Number(text) !== 0 ? MINUS : "+") + text;
}

/** A setting's value as its field shows it: six digits are enough to read. */
export function formatValue(value, digits = 6) {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map((each) => formatValue(each, digits)).join(", ");
  return typeof value === "number" ? tidyPower(String(Number(value.toPrecision(digits)))) : String(value);
}

/** Values of one setting that are compared: in full where six digits do not tell them apart. */
export function formatValuesApart(values) {
  const short = values.map((value) => formatValue(value));
  const isSame = (i) => values.some((other, j) => short[i] === short[j] && JSON.stringify(other) !== JSON.stringify(values[i]));
  return short.map((text, i) => (isSame(i) ? formatValue(values[i], 17) : text));
}
