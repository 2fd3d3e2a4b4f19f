/** The error curves in words, for those who do not see them. */
import { formatNumber } from "../core/format.js";
import { columnOf, shownSets } from "./curve_figure.js";

/** @returns {string} `isBoth`: the accuracies stand beside the errors */
export function curveWords(state, metric, stop, isBoth = false) {
  const { series, frame } = state;
  if (!series.epoch.length) return "Error curves: nothing yet.";
  const parts = (each) =>
    shownSets(state)
      .map((set) => {
        const column = series[columnOf(set, each)];
        return `${set} from ${number(column[0])} to ${number(column.at(-1))}`;
      })
      .join(", ");
  const { best_epoch: best, lower_epoch: lower } = frame?.stopping ?? {};
  const name = metric === "accuracy" ? "Accuracy" : "Error";
  return [
    `${name} over ${series.epoch.at(-1)} epochs: ${parts(metric)}.`,
    isBoth ? `Accuracy: ${parts("accuracy")}.` : "",
    best != null ? `The best epoch is ${best}.` : "",
    lower != null ? `The lowest validation error was at epoch ${lower}.` : "",
    stop !== null ? `The training stopped at epoch ${stop}.` : "",
  ]
    .filter(Boolean)
    .join(" ");
}

function number(value) {
  return value == null ? "no number" : formatNumber(value, { digits: 3 });
}

/** What hovering would tell, for a file: where it stopped, what was changed and when. */
export function curveNotes({ series, frame }, flags, stop) {
  const { best_epoch: best, lower_epoch: lower } = frame?.stopping ?? {};
  const notes = [`${series.epoch.at(-1) ?? 0} epochs`];
  if (best != null) notes.push(`best epoch ${best}`);
  if (lower != null) notes.push(`lowest validation error at epoch ${lower}`);
  if (stop !== null) notes.push(`stopped at epoch ${stop}`);
  return [...notes, ...flags.map(({ when, text }) => `${when}: ${text}`)];
}
