/**
 * Ranges of the curves' axes. They grow in steps and do not shrink while the same thing
 * is shown, so that a curve does not wobble while it grows.
 */
import { roundUp } from "./scale.js";

const FEWEST_EPOCHS = 20;
/** Few steps: each one is an update of Plotly that cannot wait. */
const EPOCHS = [1, 2, 3, 5, 10];
const ERRORS = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];
const DECADES = [1, 2, 5, 10];
const AIR = 1.03;

/** The last epoch on the axis when `epoch` is the newest. */
export function lastEpoch(epoch) {
  return Math.max(FEWEST_EPOCHS, roundUp(Math.max(1, epoch), EPOCHS));
}

/** The upper end of an error axis from 0. */
export function topError(most) {
  return most > 0 ? roundUp(most * AIR, ERRORS) : 1;
}

/** Lower and upper end of a logarithmic axis, as exponents of ten. */
export function logRange([low, high]) {
  const top = roundUp(high * AIR, DECADES);
  const bottom = 1 / roundUp(1 / (low / AIR), DECADES);
  return [Math.log10(bottom), Math.log10(top)];
}

/** The lower end of an accuracy axis, in steps of a tenth. */
export function lowAccuracy(least) {
  return Math.max(0, Math.floor(least * 10 - 0.2) / 10);
}

/** Errors between these are written out; others as so many times a power of ten. */
const PLAIN = [0.01, 1000];
/** Labels of an axis, at most so many and one more. */
const MOST_TICKS = 5;
const STEPS = [1, 2, 5, 10];
/** Decades that have their twos and fives labelled. */
const FEW_DECADES = 2;

/**
 * The labelled values of an error axis; null where Plotly's own are right.
 *
 * @param {[number, number]} range exponents on a logarithmic axis
 * @param {boolean} log
 * @returns {{values: number[], texts: string[], power?: string} | null} `power`: what
 *   the labels are to be multiplied with
 */
export function ticksOf([low, high], log) {
  if (log) return decadeTicks(low, high);
  if (high >= PLAIN[0] && high <= PLAIN[1]) return null;
  const exponent = Math.floor(Math.log10(Math.max(Math.abs(low), Math.abs(high))) + 1e-9);
  const decade = 10 ** exponent;
  const step = roundUp((high - low) / decade / (MOST_TICKS + 0.5), STEPS);
  const first = Math.ceil(low / decade / step - 1e-9);
  const count = Math.floor(high / decade / step + 1e-9) - first;
  const shares = Array.from({ length: count + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)) + 0);
  const values = shares.map((share) => share * decade);
  return { values, texts: shares.map(String), power: `10${raised(exponent)}` };
}

/** Powers of ten, or 1, 2 and 5 of each where there are few. */
function decadeTicks(low, high) {
  const few = high - low <= FEW_DECADES;
  const every = few ? 1 : Math.ceil((high - low) / MOST_TICKS);
  const values = [];
  const texts = [];
  for (let k = Math.floor(low / every) * every; k <= high; k += every) {
    for (const digit of few ? [1, 2, 5] : [1]) {
      const at = k + Math.log10(digit);
      if (at < low - 1e-9 || at > high + 1e-9) continue;
      const value = Number(`${digit}e${k}`);
      values.push(value);
      texts.push(Math.abs(k) > 3 ? `${few ? `${digit}×` : ""}10${raised(k)}` : String(value));
    }
  }
  return texts.length > 1 ? { values, texts } : null;
}

function raised(exponent) {
  const digits = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  return [...String(exponent)].map((sign) => (sign === "-" ? "⁻" : digits[sign])).join("");
}

/** A range so many times too long is given up: what filled it is gone. */
const TOO_LONG = 4;

/**
 * A training that runs fast gets an axis long enough for the epochs of the next second:
 * each longer axis is an update of Plotly that cannot wait.
 */
const AHEAD_SECONDS = 1;
/** Left of epoch 0, so much of the axis. */
const LEFT = 0.012;

/**
 * Remembers ranges: what is asked for under the same key widens them.
 *
 * @param {() => number} [now] milliseconds
 */
export function createRanges(now = () => performance.now()) {
  let held = { key: null };

  function lengthen(epoch, isRunning) {
    const { end, since } = held;
    if (!isRunning || epoch < since.epoch) {
      held.end = lastEpoch(epoch);
    } else if (epoch > end) {
      const seconds = Math.max((now() - since.at) / 1000, 1e-3);
      const rate = (epoch - since.epoch) / seconds;
      held.end = lastEpoch(epoch + AHEAD_SECONDS * rate);
    } else return;
    held.since = { epoch, at: now() };
  }

  return {
    /**
     * @param {string} key changes when other things are shown
     * @param {{epoch: number, isRunning: boolean, y: [number, number]}} wanted `epoch`:
     *   the newest one
     */
    widen(key, { epoch, isRunning, y }) {
      if (held.key !== key) {
        held = { key, y, end: lastEpoch(epoch), since: { epoch, at: now() } };
      }
      lengthen(epoch, isRunning);
      held.y = follow(held.y, y);
      held.x = held.x?.[1] === held.end ? held.x : [-LEFT * held.end, held.end];
      return { x: held.x, y: held.y };
    },
  };
}

function follow([a, b], [c, d]) {
  return b - a > TOO_LONG * (d - c) ? [c, d] : [Math.min(a, c), Math.max(b, d)];
}
