/**
 * The lines of the error curves by run, and what they are at one epoch: only numbers that
 * belong to that very epoch. A line without one is left out.
 */
import { formatApart, formatNumber, formatSharesApart } from "../core/format.js";
import { indexOf } from "../core/series.js";
import { LINES } from "./curve_figure.js";
import { secondLine } from "./curve_second.js";
import { OVERLAY_WIDTH, TWIN } from "./overlays.js";

/** Kept runs have so many digits; more would tell a run from its own copy. */
const MOST_DIGITS = 7;
const OWN = "your run";
const GHOST = "without stopping";
const WAITING = "…";

/**
 * @typedef {{run: string, source: "run" | "ghost" | "twin" | null, set: string, metric: string,
 *   token: string, width: number, dash: number[], isFaint: boolean, epochs: number[],
 *   values: (number | null)[]}} Line `source`: whose numbers the server can be asked for;
 *   `token`: of its colour
 */

/**
 * @param {object} state the page's state
 * @param {object} scene see curve_figure.curveScene
 * @returns {Line[]} run by run, in the order in which they are told
 */
export function curveLines({ series }, scene) {
  const { sets, columns, metric, ghost, faint, second, overlays } = scene;
  const own = (set) => ({ width: LINES[set].width, dash: LINES[set].dotted ? [2, 3] : [] });
  const group = (run, source, epochs, look) => (values, i) => {
    return { run, source, set: sets[i], metric, token: sets[i], isFaint: false, epochs, values, ...own(sets[i]), ...look?.(sets[i]) };
  };
  const shares = (set) => ({ metric: "accuracy", ...secondLine(set) });
  const faintly = (look) => (set) => ({ ...look?.(set), isFaint: true });
  const epochs = ghost?.epoch ?? [];
  return [
    ...columns.map(group(OWN, "run", series.epoch)),
    ...(second?.columns ?? []).map(group(OWN, "run", series.epoch, shares)),
    ...faint.map(group(GHOST, "ghost", epochs, faintly())),
    ...(second?.faint ?? []).map(group(GHOST, "ghost", epochs, faintly(shares))),
    ...overlays.flatMap((run) => otherLines(run, metric)),
  ].filter((line) => line.values.length > 0);
}

function otherLines({ name, note, token, style, epochs, sets, columns }, metric) {
  const source = token === TWIN ? "twin" : null;
  const look = { source, metric, token, dash: style.canvas, isFaint: false, epochs };
  return sets.map((set, i) => ({ run: name + note, ...look, set, width: OVERLAY_WIDTH[set], values: columns[i] }));
}

/** Whether a line goes past an epoch, whatever its points. */
export const isAcross = ({ epochs }, epoch) => epoch >= epochs[0] && epoch <= epochs.at(-1);

/** A line's own number of an epoch; undefined where it has no point there. */
export function valueAt({ epochs, values }, epoch) {
  const at = indexOf(epochs, epoch);
  return at < 0 ? undefined : values[at];
}

/**
 * What the lines are at an epoch, a row for each run and metric.
 *
 * @param {Line[]} lines
 * @param {number} epoch
 * @param {(epoch: number) => object | null} exact asks the server; see core/epoch_errors.js
 * @returns {{sets: string[], rows: {key: string, name: string, cells: Record<string, {line: Line, text: string}>}[]}}
 */
export function linesAt(lines, epoch, exact) {
  const isThere = lines.filter((line) => isAcross(line, epoch));
  const isThin = (line) => line.source !== null && valueAt(line, epoch) === undefined;
  const answer = isThere.some(isThin) ? exact(epoch) : null;
  const told = isThere
    .map((line) => ({ line, value: isThin(line) ? asked(line, answer) : valueAt(line, epoch) }))
    .filter(({ value }) => value != null);
  const texts = textsOf(told);
  return tabled(told.map(({ line }, i) => ({ line, text: texts[i] })));
}

/** The server's number; dots while it is on its way. */
function asked({ source, set, metric }, answer) {
  if (!answer) return WAITING;
  return answer[source]?.[metric === "accuracy" ? `${set}_accuracy` : set] ?? null;
}

/** Numbers of one kind that differ are told apart. */
function textsOf(told) {
  const texts = told.map(({ value }) => (value === WAITING ? WAITING : formatNumber(value)));
  for (const metric of ["error", "accuracy"]) {
    const places = told.flatMap(({ line, value }, i) => (line.metric === metric && value !== WAITING ? [i] : []));
    const values = places.map((i) => Number(told[i].value.toPrecision(MOST_DIGITS)));
    const apart = metric === "error" ? formatApart(values, { most: MOST_DIGITS }) : formatSharesApart(values);
    places.forEach((place, i) => (texts[place] = apart[i]));
  }
  return texts;
}

function tabled(told) {
  const isMixed = new Set(told.map(({ line }) => line.metric)).size > 1;
  const rows = new Map();
  for (const { line, text } of told) {
    const name = isMixed && line.metric === "accuracy" ? `${line.run}, accuracy` : line.run;
    const key = `${line.source} ${name}`; // a kept run may have any name
    const row = rows.get(key) ?? { key, name, cells: {} };
    row.cells[line.set] = { line, text };
    rows.set(key, row);
  }
  const sets = ["train", "validation", "test"].filter((set) => told.some(({ line }) => line.set === set));
  return { sets, rows: [...rows.values()] };
}

/** "train 0.4391, validation 0.5465; twin: train 0.4402": the same in one sentence. */
export function linesWords({ rows }) {
  const words = ({ cells }) => Object.entries(cells).map(([set, { text }]) => `${set} ${text}`).join(", ");
  return rows.map((row) => (row.name === OWN ? words(row) : `${row.name}: ${words(row)}`)).join("; ");
}
