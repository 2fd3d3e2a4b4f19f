/**
 * The accuracies beside the errors, dashed, on an axis of their own at the right: one can
 * rise while the other stays.
 */
import { textBox, textPx } from "../core/text_size.js";
import { lowAccuracy } from "./axes.js";
import { extent } from "./decimate.js";

/** Room for the second axis, in pixels. */
const SECOND_MARGIN = 56;
const WIDTH = 1.5;
/** Plotly's names for line patterns, and the same for a canvas. */
const PATTERNS = { dash: [9, 9], dashdot: [9, 3, 3, 3] };
const PATTERN = { train: "dash", validation: "dash", test: "dashdot" };

/** How the tail of an accuracy is painted on the canvas. */
export function secondLine(set) {
  return { width: WIDTH, dash: PATTERNS[PATTERN[set]] };
}

/**
 * @param {object} state the page's state
 * @param {{sets: string[], range: {x: number[]}, ghost: object | null, ranges: object,
 *   zoom?: object | null}} parts `range`: of the first axes; `ranges`: the memory of the
 *   second one
 * @returns {{sets: string[], columns: (number | null)[][], faint: (number | null)[][],
 *   range: {x: number[], y: number[]}}}
 */
export function secondScene({ series, run }, { sets, range, ghost, ranges, zoom }) {
  const name = (set) => `${set}_accuracy`;
  const columns = sets.map((set) => series[name(set)]);
  const faint = ghost ? sets.map((set) => ghost[name(set)] ?? []) : [];
  const [low] = extent([...columns, ...faint]) ?? [0];
  const key = [run.id, run.generation].join();
  const wanted = { epoch: 0, isRunning: false, y: [lowAccuracy(low), 1.01] };
  const whole = { x: range.x, y: ranges.widen(key, wanted).y };
  return { sets, columns, faint, range: zoom ? zoom.apply(whole, "accuracy") : whole };
}

/**
 * One trace a set.
 *
 * @param {object[]} traces the skeleton's curves, by set
 * @param {{sets: string[], values: (number | null)[][], epochs: number[]}} drawn
 * @param {{color: (name: string) => string, opacity?: number, suffix?: string}} look
 */
export function secondTraces(traces, { sets, values, epochs }, { color, opacity = 1, suffix = "" }) {
  return sets.map((set, i) => {
    const name = `${set} accuracy${suffix}`;
    return {
      ...traces.find((trace) => trace.name === set),
      name,
      mode: epochs.length === 1 ? "markers" : "lines",
      visible: true,
      opacity,
      x: epochs,
      y: values[i],
      yaxis: "y3",
      line: { color: color(set), width: WIDTH, dash: PATTERN[set] },
    };
  });
}

/** The room around the plot, in pixels. @param {boolean} isBoth there is an axis at the right */
export function marginOf({ margin }, isBoth) {
  return textBox({ ...margin, ...(isBoth ? { r: SECOND_MARGIN } : {}) });
}

/** The axis at the right. */
export function secondLayout(layout, { range }, color) {
  const muted = color("ink-muted");
  return {
    yaxis3: {
      ...layout.yaxis3,
      range: range.y,
      tickfont: { color: muted, size: textPx(11) },
      title: { text: "accuracy (dashed)", standoff: 6, font: { color: muted, size: textPx(12) } },
    },
  };
}
