/**
 * A part of the curves that was chosen to be seen larger. Its epochs stay when errors or
 * accuracies are shown instead; its errors and accuracies belong to each of them. It lasts
 * while the run does.
 */

/** Nothing is seen of less. */
const LEAST_EPOCHS = 2;
const LEAST_SHARE = 1e-9;

/** @typedef {[number, number]} Span */

export function createZoom() {
  let key = null;
  let parts = {};

  /** A span of values in the units of the axis. */
  function onAxis([low, high], [bottom], log) {
    if (!log) return [low, high];
    return [low > 0 ? Math.log10(low) : Math.min(bottom, Math.log10(high) - 1), Math.log10(high)];
  }

  return {
    /** Forgets the zoom where another run is shown. */
    follow(next) {
      if (next !== key) parts = {};
      key = next;
    },
    isOn: () => Object.keys(parts).length > 0,
    /** The epochs that were chosen, or null. @returns {Span | null} */
    epochs: () => parts.x ?? null,
    hasValues: (metric) => parts[metric] !== undefined,
    /**
     * The ranges to draw: the chosen ones, else the given ones.
     *
     * @param {{x: Span, y: Span}} range `y` in exponents on a logarithmic axis
     * @param {"error" | "accuracy"} metric
     */
    apply(range, metric, log = false) {
      const y = parts[metric] && (!log || parts[metric][1] > 0) ? onAxis(parts[metric], range.y, log) : range.y;
      return { x: parts.x ?? range.x, y };
    },
    /** Takes epochs, or none: the values stay. @param {Span | null} span */
    toEpochs(span) {
      if (span === null) delete parts.x;
      else if (span[1] - span[0] >= LEAST_EPOCHS) parts = { ...parts, x: span };
      else parts = { ...parts, x: [middle(span) - LEAST_EPOCHS / 2, middle(span) + LEAST_EPOCHS / 2] };
    },
    /** @param {"error" | "accuracy"} metric @param {Span} span values, not exponents */
    toValues(metric, [low, high]) {
      if (high - low > LEAST_SHARE * Math.max(Math.abs(low), Math.abs(high))) parts = { ...parts, [metric]: [low, high] };
    },
    reset() {
      parts = {};
    },
  };
}

const middle = ([low, high]) => (low + high) / 2;
