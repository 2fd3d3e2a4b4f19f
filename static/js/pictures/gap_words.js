/** The generalization gap in numbers, under the curves. */
import { calmly } from "../core/calm.js";
import { h, setText } from "../core/dom.js";
import { State } from "../protocol.js";

/** Three digits, with a real minus sign. */
function digits(value) {
  const size = Math.abs(value);
  const text = size > 0 && (size < 1e-3 || size >= 1e4) ? size.toExponential(2) : size.toPrecision(3);
  return `${value < 0 ? "−" : ""}${text}`;
}

/** Percentage points: an accuracy is a share of 1. */
function points(share) {
  const text = Math.abs(share * 100).toFixed(1);
  return `${share < 0 && text !== "0.0" ? "−" : ""}${text} % points`;
}

/**
 * @param {{gap: {error: number | null, accuracy: number | null}, stopping: object}} frame
 * @param {{validation: number}} counts how many examples each set has
 * @param {"error" | "accuracy" | "both"} metric
 */
export function gapWords({ gap, stopping }, counts, metric) {
  if (counts.validation === 0) return "no gap: the validation set is empty";
  const epoch = `epoch ${stopping.shown_epoch}`;
  const error = gap.error == null ? "–" : digits(gap.error);
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
