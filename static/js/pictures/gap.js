/**
 * The generalization gap: the area between the training and the validation curve where
 * validation is the worse one, and its size in words. The size is the server's.
 */
import { css, parseColor } from "./colors.js";
import { drawnIndexes } from "./decimate.js";

/** How much of its colour the area has: the curves are seen through it. */
const SHADE = 0.2;
/** Corners of the area on the canvas: it is painted anew each frame. */
const MOST_POINTS = 600;

/**
 * The area as polygons. Where the curves cross between two epochs, it ends at the
 * crossing of the two drawn lines.
 *
 * @param {number[]} epochs
 * @param {{train: (number | null)[], validation: (number | null)[]}} curves
 * @param {{log: boolean, metric: string, rounding?: number}} axis `rounding`: how far it may
 *   move an output, as the server says; what that alone can do is no gap
 * @returns {[number, number][][]} corners (epoch, value); exponents on a logarithmic axis
 */
export function gapAreas(epochs, { train, validation }, { log, metric, rounding = 0 }) {
  const isWorse = metric === "accuracy" ? (a, b) => a > b : (a, b) => b > a;
  const areas = [];
  let run = [];
  let before = null;
  const close = () => {
    if (run.length > 1) areas.push(outline(run));
    run = [];
  };
  epochs.forEach((x, i) => {
    const isReal = metric === "accuracy" || isBeyond(train[i], validation[i], rounding);
    const here = pointOf(x, train[i], isReal ? validation[i] : train[i], log);
    const isOpen = here !== null && isWorse(here.a, here.b);
    if (before && here && isOpen !== isWorse(before.a, before.b)) run.push(crossing(before, here));
    if (isOpen) run.push(here);
    else close();
    before = here;
  });
  close();
  return areas;
}

/** Whether two errors differ by more than rounding: see app/training/rounding.py. */
function isBeyond(one, other, step) {
  if (one == null || other == null || step === 0) return true;
  return Math.abs(one - other) > step * Math.sqrt(2 * Math.max(one, other)) + (step * step) / 2;
}

/** Where a number is missing, or cannot stand on a logarithmic axis, there is no area. */
function pointOf(x, train, validation, log) {
  if (train == null || validation == null) return null;
  if (!log) return { x, a: train, b: validation };
  return train > 0 && validation > 0 ? { x, a: Math.log10(train), b: Math.log10(validation) } : null;
}

function crossing(one, other) {
  const [from, to] = [one.b - one.a, other.b - other.a];
  const share = from / (from - to);
  const y = one.a + share * (other.a - one.a);
  return { x: one.x + share * (other.x - one.x), a: y, b: y };
}

function outline(run) {
  return [...run.map(({ x, a }) => [x, a]), ...run.toReversed().map(({ x, b }) => [x, b])];
}

/** The two curves between which the gap lies; null where one is not shown. */
export function gapCurves({ sets }, columns) {
  const [train, validation] = ["train", "validation"].map((set) => columns[sets.indexOf(set)]);
  return train && validation ? { train, validation } : null;
}

/**
 * The area as Plotly's trace, in the units of the data.
 *
 * @param {[number, number][][]} areas
 * @param {{color: string, log: boolean}} look
 */
export function gapTrace(areas, { color, log }) {
  const value = (y) => (log ? 10 ** y : y);
  return {
    type: "scatter",
    name: "generalization gap",
    mode: "none",
    fill: "toself",
    fillcolor: css(parseColor(color), SHADE),
    hoverinfo: "skip",
    visible: areas.length > 0,
    x: areas.flatMap((area) => [...area.map(([x]) => x), null]),
    y: areas.flatMap((area) => [...area.map(([, y]) => value(y)), null]),
  };
}

/**
 * The area on the canvas, while the training runs.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {object} series
 * @param {object} scene see curve_figure.curveScene
 * @param {{plot: object, axes: object, color: (name: string) => string}} place
 */
export function paintGap(context, series, scene, { plot, axes, color }) {
  const curves = gapCurves(scene, scene.columns);
  if (!curves) return;
  const kept = drawnIndexes([curves.train, curves.validation], MOST_POINTS);
  const pick = (column) => kept.map((i) => column[i]);
  const drawn = { train: pick(curves.train), validation: pick(curves.validation) };
  context.save();
  context.beginPath();
  context.rect(plot.x, plot.y, plot.width, plot.height);
  context.clip();
  context.beginPath();
  for (const [[x, y], ...rest] of gapAreas(pick(series.epoch), drawn, scene)) {
    context.moveTo(axes.across(x), axes.down(y));
    for (const [right, up] of rest) context.lineTo(axes.across(right), axes.down(up));
    context.closePath();
  }
  context.globalAlpha = SHADE;
  context.fillStyle = color("overfit");
  context.fill();
  context.restore();
}
