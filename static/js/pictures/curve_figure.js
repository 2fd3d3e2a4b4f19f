/** The error curves' Plotly figure for a state of the page. */
import { isTestOpen } from "../core/state.js";
import { textPx } from "../core/text_size.js";
import { logRange, lowAccuracy, ticksOf, topError } from "./axes.js";
import { marksOf } from "./curve_marks.js";
import { marginOf, secondLayout, secondScene, secondTraces } from "./curve_second.js";
import { drawnIndexes, extent, peakLimit } from "./decimate.js";
import { gapAreas, gapCurves, gapTrace } from "./gap.js";
import { ghostOf } from "./ghost.js";
import { lowestTrace, marksLayout, ringTrace } from "./marks_plotly.js";
import { overlaysOf, overlayTraces } from "./overlays.js";

const SETS = ["train", "validation", "test"];
/** How each set's curve looks; the test set's is dotted. */
export const LINES = {
  train: { width: 2, dotted: false },
  validation: { width: 2, dotted: false },
  test: { width: 1.75, dotted: true },
};

/** How much is seen of what would have been. */
const FAINT = 0.38;
const FEW_EPOCHS = 8;

/** The sets that have a curve to show. */
export function shownSets(state) {
  const { series, run, view } = state;
  return SETS.filter((set) => {
    if (set === "test" && !(view.test && isTestOpen(state))) return false;
    return run.data.counts[set] > 0 && series.epoch.length > 0;
  });
}

/** The columns of what is shown: errors or accuracies. */
export function columnOf(set, metric) {
  return metric === "accuracy" ? `${set}_accuracy` : set;
}

/**
 * What is to be seen: the sets, their columns, the ranges of the axes and the marks.
 *
 * @param {object} state the page's state, with a run
 * @param {{ranges: object, stop: number | null, metric: string, width: number,
 *   height?: number, secondRanges: object | null, zoom?: object | null}} parts `width` and
 *   `height`: of the plot, in pixels;
 *   `secondRanges`: where the accuracies are shown beside the errors; `zoom`: see zoom.js
 */
export function curveScene(state, { ranges, stop, metric, width, height, secondRanges = null, zoom = null }) {
  const sets = shownSets(state);
  const columns = sets.map((set) => state.series[columnOf(set, metric)]);
  const ghost = ghostOf(state)?.series ?? null;
  const faint = ghost ? sets.map((set) => ghost[columnOf(set, metric)] ?? []) : [];
  const log = state.view.log && metric === "error";
  const overlays = overlaysOf(state, metric);
  const last = Math.max(0, ...[ghost?.epoch, ...overlays.map(({ epochs }) => epochs)].map((epochs) => epochs?.at(-1) ?? 0));
  const curves = [
    { epochs: state.series.epoch, columns },
    ...(ghost ? [{ epochs: ghost.epoch, columns: faint }] : []),
    ...overlays,
  ];
  const seen = seenOf(curves, zoom?.epochs());
  const limit = metric === "error" && !log && !zoom?.isOn() ? peakLimit(columns) : Infinity;
  const whole = rangesOf(state, seen, log, { metric, ranges, last, limit, zoomed: zoom?.epochs() });
  const range = zoom ? zoom.apply(whole, metric, log) : whole;
  const marks = marksOf(state, { range, log, metric, stop, width, height });
  const rounding = state.frame?.stopping.rounding ?? 0;
  const second = secondRanges && secondScene(state, { sets, range, ghost, ranges: secondRanges, zoom });
  const peak = peakOf(whole, { metric, log, zoom });
  return { sets, columns, log, range, whole, peak, marks, metric, rounding, ghost, faint, second, overlays };
}

/** The largest error, where it lies beyond the axis; else null. */
function peakOf({ y, most }, { metric, log, zoom }) {
  return metric === "error" && !log && !zoom?.isOn() && most > y[1] ? most : null;
}

/**
 * @param {{data: object[], layout: object, config: object}} skeleton
 * @param {object} state
 * @param {object} scene see curveScene
 * @param {{size: {width: number, height: number}, color: (name: string) => string,
 *   flags: {epoch: number, text: string}[], withMarks: boolean, legend?: boolean}} parts
 *   `withMarks`: they are not on the canvas; `legend`: Plotly's own, for files
 */
export function curveFigure(skeleton, state, scene, parts) {
  const { sets, columns, log, marks, ghost, faint } = scene;
  const { color, flags, withMarks } = parts;
  const kept = drawnIndexes([...columns, ...(scene.second?.columns ?? [])]);
  const epochs = kept.map((i) => state.series.epoch[i]);
  const curves = SETS.map((set, i) => {
    const values = columns[sets.indexOf(set)];
    const visible = values !== undefined;
    const y = visible ? kept.map((k) => values[k]) : [];
    const line = { color: color(set), width: LINES[set].width };
    const mode = kept.length === 1 ? "markers" : "lines"; // a line needs two points
    return merge(skeleton.data[i], { visible, mode, x: visible ? epochs : [], y, line });
  });
  const [ring, flagged] = skeleton.data.slice(3);
  const best = withMarks ? marks.best : null;
  const faintCurves = faint.map((values, i) => {
    const set = sets[i];
    const line = { color: color(set), width: LINES[set].width };
    const skin = merge(skeleton.data[SETS.indexOf(set)], { x: ghost.epoch, y: values, line });
    return { ...skin, name: `${set} (without stopping)`, visible: true, opacity: FAINT };
  });
  const data = [
    ...(withMarks ? gapTraces(state, scene, kept, color("overfit")) : []),
    ...faintCurves,
    ...overlayTraces(skeleton.data[0], scene.overlays, { color, range: scene.range, log }),
    ...curves,
    ...accuracyTraces(skeleton.data, scene, { kept, epochs, color }),
    ringTrace(ring, best, color("validation"), log),
    ...(withMarks && marks.lowest ? [lowestTrace(ring, marks.lowest, color("validation"), log)] : []),
    flagTrace(flagged, flags, scene.range.x, color("accent")),
  ];
  return {
    data: data.filter(({ visible }) => visible),
    layout: layoutOf(skeleton.layout, state, scene, parts),
    config: skeleton.config,
  };
}

/** The accuracies where they stand beside the errors, those of the ghost faint. */
function accuracyTraces(traces, { second, ghost }, { kept, epochs, color }) {
  if (!second) return [];
  const { sets, columns, faint } = second;
  const values = columns.map((column) => kept.map((i) => column[i]));
  const would = { sets, values: faint, epochs: ghost?.epoch ?? [] };
  return [
    ...(ghost ? secondTraces(traces, would, { color, opacity: FAINT, suffix: " (without stopping)" }) : []),
    ...secondTraces(traces, { sets, values, epochs }, { color }),
  ];
}

/** The gap of the run and, faint, that of its ghost. */
function gapTraces({ series }, scene, kept, color) {
  const { columns, ghost, faint, log } = scene;
  const pick = (column) => kept.map((i) => column[i]);
  const own = gapCurves(scene, columns.map(pick));
  const would = ghost ? gapCurves(scene, faint) : null;
  const trace = (epochs, curves) => gapTrace(gapAreas(epochs, curves, scene), { color, log });
  return [
    ...(would ? [{ ...trace(ghost.epoch, would), showlegend: false, opacity: FAINT }] : []),
    ...(own ? [trace(pick(series.epoch), own)] : []),
  ];
}

/** A flag on the axis for each epoch at which settings were changed. */
function flagTrace(trace, flags, [left, right], color) {
  const seen = flags.filter(({ epoch }) => epoch >= left && epoch <= right);
  return {
    ...trace,
    visible: seen.length > 0,
    x: seen.map(({ epoch }) => epoch),
    y: seen.map(() => 0.025),
    customdata: seen.map(({ text }) => text),
    cliponaxis: false,
    marker: { ...trace.marker, color },
  };
}

function merge(trace, { line, ...more }) {
  return { ...trace, ...more, line: { ...trace.line, ...line } };
}

/** The values that lie within the epochs that were zoomed to, if any: those alone shape the axis. */
function seenOf(curves, zoomed) {
  if (!zoomed) return curves.flatMap(({ columns }) => columns);
  return curves.flatMap(({ epochs, columns }) => {
    const inside = epochs.flatMap((epoch, i) => (epoch >= zoomed[0] && epoch <= zoomed[1] ? [i] : []));
    return columns.map((column) => inside.map((i) => column[i] ?? null));
  });
}

/** Ranges as Plotly takes them: a logarithmic one in exponents. */
function rangesOf({ run, frame, series, view }, columns, log, { metric, ranges, last, limit, zoomed }) {
  const epoch = Math.max(series.epoch.at(-1) ?? 0, last);
  const isRunning = frame?.state === "running";
  const [low, most] = extent(columns, log) ?? [0.1, 1];
  const high = most > limit ? highestUpTo(columns, limit) : most;
  const y =
    metric === "accuracy"
      ? [lowAccuracy(low), 1.01]
      : log
        ? logRange([low, high])
        : [0, topError(high)];
  const key = [run.id, run.generation, metric, log, view.test, zoomed].join();
  return { ...ranges.widen(key, { epoch, isRunning, y }), most };
}

function highestUpTo(columns, limit) {
  let high = 0;
  for (const column of columns) {
    for (const value of column) if (value !== null && value <= limit && value > high) high = value;
  }
  return high;
}

function layoutOf(layout, state, { range, log, metric, marks, second }, parts) {
  const { color, size, flags, withMarks, legend } = parts;
  const muted = color("ink-muted");
  const axis = { gridcolor: color("grid"), tickfont: { color: muted, size: textPx(11) } };
  const title = (text) => ({ text, standoff: 6, font: { color: muted, size: textPx(12) } });
  const ticks = metric === "error" ? ticksOf(range.y, log) : null;
  const { yaxis2, yaxis3, ...rest } = layout;
  return {
    ...rest,
    ...size,
    margin: marginOf(layout, Boolean(second)),
    ...(flags.length ? { yaxis2 } : {}), // an axis costs a millisecond
    font: { family: color("sans"), color: color("ink"), size: textPx(12) },
    showlegend: legend === true,
    legend: { ...layout.legend, bgcolor: "rgba(0,0,0,0)", yanchor: "bottom" },
    xaxis: {
      ...layout.xaxis,
      ...axis,
      range: range.x,
      dtick: range.x[1] - range.x[0] <= FEW_EPOCHS ? 1 : undefined, // there are no halves
      title: title("epoch"),
    },
    yaxis: {
      ...layout.yaxis,
      ...axis,
      range: range.y,
      type: log ? "log" : "linear",
      tickformat: metric === "accuracy" ? ".3~%" : undefined,
      ...(ticks ? { tickvals: ticks.values, ticktext: ticks.texts } : {}),
      title: title(axisName(state, metric, ticks?.power)),
    },
    ...(second ? secondLayout(layout, second, color) : {}),
    ...(withMarks ? marksLayout(marks, { color: color("validation"), panel: color("panel"), log }) : {}),
  };
}

function axisName({ settings }, metric, power) {
  if (metric === "accuracy") return "accuracy";
  if (power) return `error E × ${power}`; // the loss has no room beside it
  const names = { cross_entropy: "cross-entropy", squared_error: "half squared error" };
  const loss = names[settings.loss];
  return loss ? `error E (${loss})` : "error E";
}
