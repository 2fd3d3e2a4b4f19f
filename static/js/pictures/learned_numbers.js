/** What the card over the output map says about a place, and about an example there. */
import { capitalized } from "../core/format.js";
import { SETS } from "./learned_figure.js";
import { exact } from "./readout.js";

/**
 * @param {number[]} x where
 * @param {number[] | null} output what the network answers there; null: not yet known
 * @param {{data: object, example: number | null, isPickable: boolean}} about
 *   `isPickable`: whether the run still takes an example of choice
 */
export function placeContent(x, output, { data, example, isPickable }) {
  const rows = [["at", x.map(coordinate).join("  ")], ...outputRows(output, data)];
  if (example === null) return { title: "Output here", rows };
  const wrong = data.flipped[example] === 1 ? " (wrong)" : "";
  const labelled =
    data.task === "classification"
      ? ["label", data.classes[data.target[example]] + wrong]
      : ["target", exact(data.target[example])];
  return {
    title: `${capitalized(SETS[data.set[example]])} example ${example + 1}`,
    rows: [labelled, ...rows],
    note: isPickable && SETS[data.set[example]] === "train" ? "Click: the next update takes it alone." : "",
  };
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
  const isSteady = !changes.some(({ set }) => "batch_size" in set);
  return isSteady && update === epoch * perEpoch ? `epoch ${epoch}` : `after update ${update}`;
}

/** A pixel is no more exact than this. */
function coordinate(value) {
  return exact(value).slice(0, -5);
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
