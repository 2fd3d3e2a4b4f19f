/** What stands in the panel of one point: sentences, and a row for each hidden unit. */
import { SETS } from "../protocol.js";
import { isThere } from "../core/editing.js";
import { pointName, targetWords } from "../pictures/learned_numbers.js";
import { exact } from "../pictures/readout.js";

/** Heads of the table; the last two say what silencing the unit does. */
export const HEADS = ["Unit", "z", "a", "mean a", "its error", "others' error"];

/** Rows of points that can be looked into: those of the sealed test set cannot. */
export function openRows(data, isSealed) {
  const rows = [];
  data.set.forEach((code, row) => isThere(data, row) && !isSealed(row) && rows.push(row));
  return rows;
}

/** Rows of those whose label is wrong: what the network learns from, if there are any. */
export function wrongRows(data, isSealed) {
  const wrong = openRows(data, isSealed).filter((row) => data.flipped[row] === 1);
  const learned = wrong.filter((row) => SETS[data.set[row]] === "train");
  return learned.length ? learned : wrong;
}

/** The row so many places on, round at the ends. */
export function rowAfter(rows, row, by) {
  if (!rows.length) return null;
  const at = rows.indexOf(row);
  if (at >= 0) return rows[(at + by + rows.length) % rows.length];
  if (by > 0) return rows.find((each) => each > row) ?? rows[0];
  return rows.findLast((each) => each < row) ?? rows.at(-1);
}

/** "Train example 12, label inside (wrong)". */
export function pointTitle(data, row) {
  const kind = data.task === "classification" ? "label" : "target";
  return `${pointName(data, row)}, ${kind} ${targetWords(data, row)}`;
}

/** The point's output and error, and of which update. */
export function answerWords({ output, error, update }, { classes }) {
  const names = classes.length > 2 ? classes : ["output"];
  const outputs = output.map((value, i) => `${names[i]} ${exact(value)}`);
  return `${outputs.join(", ")}; its error ${exact(error)}, with the weights after update ${update}`;
}

/** What the marked units mean. */
export function holdWords(units) {
  const count = units.filter(({ holds }) => holds).length;
  if (!units.length) return "There are no hidden units.";
  if (!count) return "No unit holds on to this point alone: what it needs, the others need, too.";
  const verb = count === 1 ? "unit holds" : "units hold";
  return `${count} ${verb} on to this point (marked): without ${count === 1 ? "it" : "them"}, its error would grow, and the others' would fall or hardly grow.`;
}

/** Cells of a unit's row. */
export function unitCells({ net, activation, mean, own, others }) {
  return [net, activation, mean, own, others].map(exact);
}

/** Why a point cannot be looked into; empty where it can. */
export function refusalWords(data, row, isSealed) {
  if (row === null) return "Click a point of the map, or choose one here.";
  if (!isThere(data, row)) return "This point was removed.";
  return isSealed(row) ? `It is of the sealed ${SETS[data.set[row]]} set: open it first.` : "";
}

