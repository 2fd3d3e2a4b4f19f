/**
 * Curves of other runs over the run's own: its twin, and runs that were kept. Each run has
 * a colour and a line style; its training curve is the thinner one. One or two have their
 * names at the end of their validation curves; of more the names would lie on one another,
 * and the table of runs is the legend.
 */
import { textPx } from "../core/text_size.js";
import { paintTail } from "./curve_tail.js";

export const TWIN = "twin";
/** Line styles by place: Plotly's names or lengths, and the same for a canvas. */
export const STYLES = [
  { dash: "10px,4px", canvas: [10, 4] },
  { dash: "2px,3px", canvas: [2, 3] },
  { dash: "12px,3px,2px,3px", canvas: [12, 3, 2, 3] },
  { dash: "5px,3px", canvas: [5, 3] },
  { dash: "14px,3px,2px,3px,2px,3px", canvas: [14, 3, 2, 3, 2, 3] },
  { dash: "18px,4px", canvas: [18, 4] },
  { dash: "6px,2px,2px,2px", canvas: [6, 2, 2, 2] },
  { dash: "3px,6px", canvas: [3, 6] },
];
const TWIN_STYLE = { dash: "7px,4px", canvas: [7, 4] };
const SETS = ["train", "validation"];
export const OVERLAY_WIDTH = { train: 1, validation: 2 };
const LONGEST_NAME = 18;
/** Of a name with a note behind it. */
const LONGEST_NOTED = 12;
const OTHER = " (other data)";
const MOST_NAMES = 2;
/** What makes the points. */
const DATA = ["dataset", "examples", "noise", "wrong_labels", "data_seed"];

/** The token of a run's colour; `color` counts from 0. */
export const colorToken = (color) => `run-${color + 1}`;

/** How the server begins to tell of a twin that cannot go on with its run. */
const OUT = "The twin has ended";

/** Whether a twin cannot go on with its run: what it has learned is no longer to be compared. */
export const isOut = ({ over, text }) => over && text.startsWith(OUT);

/** Whether a run's errors are of the same kind as those under other settings. */
export const hasOtherLoss = ({ settings }, { loss }) => settings.loss !== loss;

/** Whether a run learned from other points than those of other settings. */
export const hasOtherData = ({ settings }, own) => DATA.some((name) => settings[name] !== own[name]);

/**
 * The other runs to draw, but for those hidden. Errors of another loss are no longer numbers of the same kind:
 * such a run is drawn among accuracies only. One of other data says so.
 *
 * @param {object} state the page's state
 * @param {string} metric "error" or "accuracy"
 * @returns {{name: string, note: string, token: string, style: object, epochs: number[], sets: string[],
 *   columns: (number | null)[][]}[]}
 */
export function overlaysOf({ frame, kept = [], settings }, metric) {
  const shown = kept.filter(({ hidden }) => !hidden);
  const all = shown.map(({ name, color, series, recipe }) => {
    const note = hasOtherData(recipe, settings) ? OTHER : "";
    return { name, note, token: colorToken(color), style: STYLES[color], series, loss: recipe.settings.loss };
  });
  const twin = frame?.twin;
  if (twin && !isOut(twin)) all.push({ name: TWIN, note: "", token: TWIN, style: TWIN_STYLE, series: twin.series, loss: twin.loss });
  return all
    .filter(({ loss }) => metric === "accuracy" || loss === settings.loss)
    .map((run) => withColumns(run, metric))
    .filter(({ sets }) => sets.length > 0);
}

function withColumns({ series, ...run }, metric) {
  const column = (set) => series[metric === "accuracy" ? `${set}_accuracy` : set];
  const sets = SETS.filter((set) => column(set)?.some((value) => value !== null));
  return { ...run, epochs: series.epoch, sets, columns: sets.map(column) };
}

/**
 * Plotly's traces, from the skeleton of a curve.
 *
 * @param {object} skeleton
 * @param {object[]} overlays
 * @param {{color: (token: string) => string, range: {x: number[], y: number[]}, log?: boolean}} look
 */
export function overlayTraces(skeleton, overlays, { color, range, log = false }) {
  const ends = overlays.map(({ columns }) => columns.at(-1).findLast((value) => value !== null));
  const isNamed = overlays.length <= MOST_NAMES;
  return overlays.flatMap(({ name, note, token, style, epochs, sets, columns }, k) => {
    const curves = sets.map((set, i) => {
      const label = `${name}${note}, ${set}`;
      return {
        ...skeleton,
        name: label,
        visible: true,
        mode: "lines",
        x: epochs,
        y: columns[i],
        line: { color: color(token), width: OVERLAY_WIDTH[set], dash: style.dash },
      };
    });
    if (!isNamed) return curves;
    const isLower = ends.some((end, other) => other !== k && (end > ends[k] || (end === ends[k] && other < k)));
    const named = nameAtEnd(shortName(name, note), epochs, columns.at(-1), { color: color(token), range, log, isLower });
    return named ? [...curves, named] : curves;
  });
}

/** The name beside the last point that is seen: a colour alone tells nobody apart. */
function nameAtEnd(name, epochs, values, { color, range, log, isLower }) {
  const isWithin = (value, [low, high]) => value >= low && value <= high;
  const height = (value) => (log ? Math.log10(value) : value);
  const last = values.findLastIndex((value, i) => value !== null && isWithin(epochs[i], range.x) && isWithin(height(value), range.y));
  if (last < 0) return null;
  const [left, right] = range.x;
  const side = epochs[last] < (left + right) / 2 ? "right" : "left"; // where there is room
  return {
    type: "scatter",
    name: `${name}, name`,
    visible: true,
    mode: "text",
    cliponaxis: false, // one under a curve may reach below the axis
    x: [epochs[last]],
    y: [values[last]],
    text: [escaped(name)],
    textposition: `${isLower ? "bottom" : "top"} ${side}`,
    textfont: { color, size: textPx(11) },
    hoverinfo: "skip",
    showlegend: false,
  };
}

function shortName(name, note) {
  const longest = note ? LONGEST_NOTED : LONGEST_NAME;
  return (name.length > longest ? `${name.slice(0, longest - 1)}…` : name) + note;
}

/** Plotly reads markup in labels, and `%{...}` in templates; a run may have any name. */
function escaped(name) {
  return name.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("%{", "% {");
}

/** Paints what Plotly has not drawn yet of the twin's curves. */
export function paintTwinTail(context, overlays, place, from) {
  const twin = overlays.find(({ name, token }) => name === TWIN && token === TWIN);
  if (!twin) return;
  const line = (set) => ({ width: OVERLAY_WIDTH[set], dash: twin.style.canvas });
  const color = () => place.color(twin.token);
  paintTail(context, { epoch: twin.epochs }, twin, { ...place, from, line, color });
}
