/**
 * The newest piece of each curve, painted every frame from where Plotly's lines end.
 * So the curves are never late, although Plotly draws them only now and then.
 */
import { drawnIndexes } from "./decimate.js";
import { LINES } from "./curve_figure.js";

const MOST_POINTS = 400;
const DOTS = [2, 3.5];

/**
 * Pixels of the piece, as runs without gaps: [[x, y], ...] a run.
 *
 * @param {number[]} epochs
 * @param {(number | null)[]} values
 * @param {{across: (x: number) => number, down: (y: number) => number, log: boolean}} axes
 */
export function tailRuns(epochs, values, { across, down, log }) {
  const runs = [];
  let run = null;
  for (const i of drawnIndexes([values], MOST_POINTS)) {
    const value = values[i];
    if (value === null || (log && value <= 0)) {
      run = null;
      continue;
    }
    if (!run) runs.push((run = []));
    run.push([across(epochs[i]), down(log ? Math.log10(value) : value)]);
  }
  return runs.filter(({ length }) => length > 1);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {object} series
 * @param {object} scene see curve_figure.curveScene
 * @param {{plot: object, axes: object, from: number, color: (name: string) => string,
 *   line?: (set: string) => {width: number, dash: number[]}}} place
 *   `from`: the last epoch that Plotly has drawn; `line`: how a set's curve looks
 */
export function paintTail(context, series, { sets, columns }, place) {
  const start = firstAt(series.epoch, place.from);
  if (start < 0) return;
  const { x, y, width, height } = place.plot;
  context.save();
  context.beginPath();
  context.rect(x, y, width, height);
  context.clip();
  context.lineJoin = "round";
  const epochs = series.epoch.slice(start);
  const look = place.line ?? lineOf;
  sets.forEach((set, i) => {
    context.strokeStyle = place.color(set);
    const { width: thick, dash } = look(set);
    context.lineWidth = thick;
    context.setLineDash(dash);
    for (const run of tailRuns(epochs, columns[i].slice(start), place.axes)) stroke(context, run);
  });
  context.restore();
}

function lineOf(set) {
  return { width: LINES[set].width, dash: LINES[set].dotted ? DOTS : [] };
}

/** The index of the last point up to this epoch; -1 where nothing is newer. */
function firstAt(epochs, from) {
  let i = epochs.length - 1;
  if (i < 0 || epochs[i] <= from) return -1;
  while (i > 0 && epochs[i] > from) i -= 1;
  return i;
}

function stroke(context, [first, ...rest]) {
  context.beginPath();
  context.moveTo(...first);
  for (const point of rest) context.lineTo(...point);
  context.stroke();
}
