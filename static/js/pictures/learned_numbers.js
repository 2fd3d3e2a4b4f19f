/** What the card over the output map says about a place, and about an example there. */
import { capitalized, formatPlace } from "../core/format.js";
import { isThere } from "../core/editing.js";
import { SETS } from "./learned_figure.js";
import { exact } from "./readout.js";

/**
 * @param {number[]} x where
 * @param {number[] | null} output what the network answers there; null: not yet known
 * @param {{data: object, example: number | null, error: number | null, isSealed: boolean,
 *   note: string}} about `error`: the example's own; `isSealed`: it is none of ours
 */
export function placeContent(x, output, { data, example, error, isSealed, note }) {
  const rows = [["at", x.map(formatPlace).join("  ")], ...outputRows(output, data)];
  if (example === null) return { title: "Output here", rows, note };
  const labelled = [data.task === "classification" ? "label" : "target", targetWords(data, example)];
  const told = isSealed ? "sealed" : error === null ? "…" : exact(error);
  const own = isThere(data, example) ? [["its error", told]] : [];
  return { title: pointName(data, example), rows: [labelled, ...rows, ...own], note };
}

/** "Train example 12", "Added point 201", "Removed point 3". */
export function pointName(data, row) {
  if (!isThere(data, row)) return `Removed point ${row + 1}`;
  if (row >= data.set.length - data.added) return `Added point ${row + 1}`;
  return `${capitalized(SETS[data.set[row]])} example ${row + 1}`;
}

/** A point's class, and whether it is wrong and the person's doing; or its value. */
export function targetWords({ task, classes, target, flipped, edited }, row) {
  if (task !== "classification") return exact(target[row]);
  const [wrong, own] = [flipped[row] === 1, edited[row] === 1];
  const notes = [wrong ? "wrong" : own ? "right" : "", own ? "changed by you" : ""].filter(Boolean);
  return classes[target[row]] + (notes.length ? ` (${notes.join(", ")})` : "");
}

/**
 * Which weights the map shows: those after an epoch, or, paused within one, after an
 * update.
 */
export function shownWeights({ frame, run, settings, changes }) {
  const { state, epoch, update, stopping } = frame;
  const shown = stopping.shown_epoch ?? epoch;
  if (stopping.restored) return `best epoch ${shown}`;
  if (frame.visit) return `epoch ${shown}`;
  if (state !== "paused" || update === 0) return `epoch ${shown}`;
  const { train } = run.data.counts;
  const perEpoch = Math.ceil(train / (settings.batch_size || train));
  const isSteady = !changes.some(cutsEpochsAnew);
  return isSteady && update === epoch * perEpoch ? `epoch ${epoch}` : `after update ${update}`;
}

/** Whether from this change on an epoch has another number of updates, or began anew. */
function cutsEpochsAnew({ set, removed, restored, added }) {
  return "batch_size" in set || Boolean(removed || restored || added);
}

function outputRows(output, { classes }) {
  const value = (i) => (output ? exact(output[i]) : "…");
  if (classes.length > 2) return classes.map((name, i) => [name, value(i)]);
  if (classes.length < 2) return [["output", value(0)]];
  const guess = output ? classes[output[0] > 0.5 ? 1 : 0] : "…";
  return [
    ["output", value(0)],
    ["taken for", guess],
  ];
}

/** What the panel shows, in words. */
export function learnedWords({ run, frame }) {
  const { data } = run;
  const { train, validation, test } = data.counts;
  const counts = `${train} training, ${validation} validation and ${test} test points`;
  const epoch = `epoch ${frame.stopping.shown_epoch ?? frame.epoch}`;
  const accuracy = frame.accuracy?.train;
  const right = accuracy == null ? "" : ` ${Math.round(accuracy * 100)} % of the training points are right.`;
  const what =
    data.dimensions === 1
      ? "The network's output as a curve over its input"
      : "The network's output over the input plane";
  const wrong = data.flipped_count ? ` ${data.flipped_count} labels are wrong, ringed.` : "";
  return `${what} at ${epoch}, with ${counts}.${wrong}${right}`;
}
