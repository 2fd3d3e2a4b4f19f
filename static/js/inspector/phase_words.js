/** The phases of an update in words and numbers: forward, error, backward, update. */
import { figure } from "../formulas/tree.js";

/** "x = (0.5, −1.2), target 1" */
export function exampleWords({ x, t }) {
  const list = (values) => (values.length === 1 ? figure(values[0]) : `(${values.map(figure).join(", ")})`);
  return `x = ${list(x)}, target ${list(t)}`;
}

const SENTENCES = {
  rest: () => "Nothing was trained yet. The first phase sends an example forward.",
  forward: ({ layer }, { examples }) =>
    `Each unit of layer ${layer} adds up what arrives, z, and sends on its activation a.` +
    (examples > 1 ? " The whole batch does so; this is one example of it." : ""),
  error: () => "The output is compared with the target: that is the error E.",
  backward: ({ layer }, { layers }) =>
    layer === layers.length
      ? "The output's delta δ = ∂E/∂z is how much the error grows with the output's sum z."
      : `Each unit of layer ${layer} gets its delta δ = ∂E/∂z from the deltas behind it, through the old weights.`,
  update: (_, trace) =>
    `Only now do the weights change, all at once: w ← w + Δw.${afterWords(trace)}`,
};

/** What the update did to the error of the example that is looked at. */
function afterWords({ errors, example, first, error_after: after, examples }) {
  const before = errors[example - first];
  if (before == null || after == null) return "";
  const way = after < before ? "fell" : after > before ? "rose" : "stayed";
  const reason = examples > 1 && after > before ? " The step was right for the batch as a whole, not for each example." : "";
  return ` This example's error ${way} from ${figure(before)} to ${figure(after)}.${reason}`;
}

/** Dropout makes up for the units that are missing. */
function keptWords({ masks }) {
  const factor = masks?.find((mask) => mask > 1);
  return factor ? ` Dropout multiplies what stays by m = ${figure32(factor)}.` : "";
}

/**
 * What the phase does, and its numbers: rows of a table under their heads.
 *
 * @param {{phase: string, layer: number|null}} walk
 * @param {object} trace the update that is walked through
 * @param {number[]} sizes
 * @returns {{sentence: string, heads: string[], rows: {focus: object, cells: string[]}[]}}
 */
export function phaseContent(walk, trace, sizes) {
  const sentence = SENTENCES[walk.phase](walk, trace);
  const last = sizes.length - 1;
  const { layers } = trace;
  const rows = (layer, cells) =>
    Array.from({ length: sizes[layer] }, (_, unit) => ({
      focus: { kind: "unit", layer, unit },
      cells: cells(layers[layer - 1], unit),
    }));
  const dropped = ({ masks }, unit) => (masks?.[unit] === 0 ? " (dropped)" : "");
  if (walk.phase === "forward") {
    const cells = (layer, unit) => [
      figure32(layer.nets[unit]),
      figure32(layer.activations[unit]) + dropped(layer, unit),
    ];
    const kept = keptWords(layers[walk.layer - 1]);
    return { sentence: sentence + kept, heads: ["z", "a"], rows: rows(walk.layer, cells) };
  }
  if (walk.phase === "backward") {
    return {
      sentence,
      heads: ["delta δ"],
      rows: rows(walk.layer, (layer, unit) => [figure32(layer.deltas[unit]) + dropped(layer, unit)]),
    };
  }
  if (walk.phase === "error") {
    const cells = (_, unit) => [figure(trace.output[unit]), figure(trace.t[unit])];
    const error = trace.errors[trace.example - trace.first];
    const value = error == null ? "" : ` E = ${figure(error)}.`;
    return { sentence: sentence + value, heads: ["output o", "target t"], rows: rows(last, cells) };
  }
  return { sentence, heads: [], rows: [] };
}

/** A float32's six digits: its further ones are not its own. */
const figure32 = (value) => figure(Number(value.toPrecision(6)));
