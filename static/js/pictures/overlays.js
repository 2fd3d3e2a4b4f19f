/**
 * Curves of other runs over the run's own: its twin, and runs that were kept. Each run has
 * a colour, a line style and a name at the end of its validation curve; its training curve
 * is the thinner one.
 */
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
const WIDTH = { train: 1, validation: 2 };
const LONGEST_NAME = 18;

/** The token of a run's colour; `color` counts from 0. */
export const colorToken = (color) => `run-${color + 1}`;

/**
 * The other runs to draw. Errors of another loss are no longer numbers of the same kind:
 * such a run is drawn among accuracies only.
 *
 * @param {object} state the page's state
 * @param {string} metric "error" or "accuracy"
 * @returns {{name: string, token: string, style: object, epochs: number[], sets: string[],
 *   columns: (number | null)[][]}[]}
 */
export function overlaysOf({ frame, kept = [], settings }, metric) {
  const all = kept.map(({ name, color, series, recipe }) => {
    return { name, token: colorToken(color), style: STYLES[color], series, loss: recipe.settings.loss };
  });
  const twin = frame?.twin;
  if (twin) all.push({ name: TWIN, token: TWIN, style: TWIN_STYLE, series: twin.series, loss: twin.loss });
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
 * @param {{color: (token: string) => string, range: {x: number[]}}} look
 */
export function overlayTraces(skeleton, overlays, { color, range }) {
  return overlays.flatMap(({ name, token, style, epochs, sets, columns }) => {
    const curves = sets.map((set, i) => {
      const label = `${name}, ${set}`;
      return {
        ...skeleton,
        name: label,
        visible: true,
        mode: "lines",
        x: epochs,
        y: columns[i],
        line: { color: color(token), width: WIDTH[set], dash: style.dash },
        hovertemplate: `${escaped(label)} <b>%{y:.8~g}</b><extra></extra>`,
      };
    });
    return [...curves, nameAtEnd(name, epochs, columns.at(-1), { color: color(token), range })];
  });
}

/** The name beside the last point: a colour alone tells nobody apart. */
function nameAtEnd(name, epochs, values, { color, range }) {
  const last = values.findLastIndex((value) => value !== null);
  const [left, right] = range.x;
  const side = epochs[last] < (left + right) / 2 ? "right" : "left"; // where there is room
  return {
    type: "scatter",
    name: `${name}, name`,
    visible: true,
    mode: "text",
    x: [epochs[last]],
    y: [values[last]],
    text: [escaped(shortName(name))],
    textposition: `top ${side}`,
    textfont: { color, size: 11 },
    hoverinfo: "skip",
    showlegend: false,
  };
}

function shortName(name) {
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name;
}

/** Plotly reads markup in labels, and `%{...}` in templates; a run may have any name. */
function escaped(name) {
  return name.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("%{", "% {");
}

/** Paints what Plotly has not drawn yet of the twin's curves. */
export function paintTwinTail(context, overlays, place, from) {
  const twin = overlays.find(({ name, token }) => name === TWIN && token === TWIN);
  if (!twin) return;
  const line = (set) => ({ width: WIDTH[set], dash: twin.style.canvas });
  const color = () => place.color(twin.token);
  paintTail(context, { epoch: twin.epochs }, twin, { ...place, from, line, color });
}
