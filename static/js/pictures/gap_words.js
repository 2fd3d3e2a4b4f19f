/** The generalization gap in numbers, under the curves. */
import { calmly } from "../core/calm.js";
import { h, setText } from "../core/dom.js";
import { formatNumber, formatShare } from "../core/format.js";
import { State } from "../protocol.js";

/** Percentage points: an accuracy is a share of 1. */
function points(share) {
  return `${formatShare(share)} points`;
}

/**
 * @param {{gap: {error: number | null, accuracy: number | null}, stopping: object}} frame
 * @param {{validation: number}} counts how many examples each set has
 * @param {"error" | "accuracy" | "both"} metric
 */
export function gapWords({ gap, stopping }, counts, metric) {
  if (counts.validation === 0) return "no gap: the validation set is empty";
  const epoch = `epoch ${stopping.shown_epoch}`;
  const error = formatNumber(gap.error);
  const accuracy = gap.accuracy == null ? "–" : points(gap.accuracy);
  if (metric === "both") return `${epoch}: gap E ${error}, accuracy ${accuracy}`;
  if (metric === "accuracy") return `gap ${accuracy} (training − validation, ${epoch})`;
  return `gap ${error} (validation − training, ${epoch})`;
}

export function createGapWords() {
  const text = h("span");
  const sample = h("i", { class: "sample overfit" });
  const help = "The generalization gap, shaded where the validation set fares worse than the training set.";
  const element = h("p", { class: "gap-words", title: help }, sample, text);
  const write = calmly((frame, counts, metric) => setText(text, gapWords(frame, counts, metric)));
  return {
    element,
    render({ frame, run }, metric) {
      sample.hidden = run.data.counts.validation === 0;
      write(frame.state === State.RUNNING, frame, run.data.counts, metric);
    },
  };
}
