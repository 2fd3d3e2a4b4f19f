/**
 * The numbers of what is looked at. The server sends them as float64 in the frame's
 * `focus`; until its answer is here, the float32 values of the picture stand in.
 */
import { capitalized } from "../core/format.js";
import { shownUpdate } from "../core/state.js";
import { FocusKind } from "../protocol.js";
import { focusName, sameFocus } from "./focus.js";
import { unitReasons } from "./health.js";
import { exact } from "./readout.js";

/** @returns {{title: string, rows: [string, string][], note?: string}} */
export function focusContent(focus, { run, frame, names, pinned }) {
  const network = { sizes: run.network.sizes, ...names };
  const title = capitalized(focusName(focus, network));
  if (focus.kind === FocusKind.UNIT && focus.layer === 0) {
    return { title, rows: [], note: inputNote(run, focus.unit) };
  }
  const known = sameFocus(frame.focus, focus) ? frame.focus : fromPicture(focus, run, frame);
  const hint = pinned ? "Pinned. Esc or a click releases it." : "";
  const later = laterWords(frame);
  const unwell = focus.kind === FocusKind.UNIT ? reasons(focus, run, frame) : [];
  const note = [...unwell, later ? "" : noteOf(focus, frame), hint].filter(Boolean).join(" ");
  return { title, rows: rowsOf(focus, known, later), note };
}

function reasons(focus, run, { health }) {
  return health ? unitReasons(health, focus, run.data.counts.train) : [];
}

const NOTES = {
  edge: "From the last update (mean over its batch); w is after it.",
  bias: "From the last update (mean over its batch); b is after it.",
  unit: "δ is ∂E/∂z of this unit, a mean over the last batch.",
};

/** On a walk through the next update the numbers are still those of the last one. */
function noteOf({ kind }, { update, walk }) {
  if (!walk?.position) return NOTES[kind];
  return `Of update ${update}, the last one made; the walk goes through update ${update + 1}.`;
}

const INPUTS = {
  x1: "the first coordinate of an example",
  x2: "the second coordinate of an example",
  x1_squared: "the square of an example's first coordinate",
  x2_squared: "the square of an example's second coordinate",
  x1_x2: "the product of an example's two coordinates",
  sin_x1: "the sine of an example's first coordinate",
  sin_x2: "the sine of an example's second coordinate",
};

function inputNote({ data, network }, unit) {
  const words = INPUTS[network.inputs[unit]] ?? "a number of an example";
  const plain = words.replace("first", "one");
  return `What the network is given: ${data.dimensions === 1 ? plain : words}.`;
}

/**
 * What stands for gradients where there are none: before the first update, or where the
 * weights of before a divergence were put back.
 */
export function laterWords(frame) {
  const { state, gradient } = frame;
  if (shownUpdate(frame) === 0) return "no update yet";
  const isPutBack = state === "diverged" && gradient.every((value) => value === 0);
  return isPutBack ? "not kept" : "";
}

function rowsOf({ kind }, values, words) {
  const later = (value) => words || exact(value);
  if (kind === FocusKind.EDGE) {
    return [
      ["weight w", exact(values.weight)],
      ["gradient ∂E/∂w", later(values.gradient)],
      ["update Δw", later(values.change)],
    ];
  }
  const bias = [
    ["bias b", exact(values.bias)],
    ["gradient ∂E/∂b", later(values.bias_gradient)],
    ["update Δb", later(values.bias_change)],
  ];
  if (kind === FocusKind.BIAS) return bias;
  const rows = [["delta δ", later(values.delta)], ...bias];
  return values.activation == null
    ? rows
    : [["activation a", exact(values.activation)], ...rows];
}

function fromPicture(focus, run, frame) {
  const layer = frame.layers[focus.layer - 1];
  if (focus.kind === FocusKind.EDGE) {
    const at = focus.from * run.network.sizes[focus.layer] + focus.to;
    return {
      weight: layer.weights[at],
      gradient: layer.weightGradients[at],
      change: layer.weightChanges[at],
    };
  }
  return {
    bias: layer.biases[focus.unit],
    bias_gradient: layer.biasGradients[focus.unit],
    bias_change: layer.biasChanges[focus.unit],
    delta: layer.deltas[focus.unit],
  };
}
