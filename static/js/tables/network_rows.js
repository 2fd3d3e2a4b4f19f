/**
 * The network as rows of numbers: one for each edge, or one for each unit. What a row
 * shows is read off the frame when it is shown.
 */
import { formatNumber } from "../core/format.js";
import { whereWords } from "../core/trace_words.js";
import { focusName } from "../pictures/focus.js";
import { laterWords } from "../pictures/numbers.js";

/**
 * Kinds of rows: their columns, each with its name and how it is read. Weights, gradients
 * and updates are those of the picture; what one example made (`isOfExample`) is read off
 * the update that is taken apart, and missing (NaN) where none is.
 */
export const KINDS = {
  edges: {
    label: "Edges",
    head: "Edge",
    columns: [
      { key: "weight", label: "weight", symbol: "w", read: ({ layers }, row) => layers[row.layer].weights[row.at] },
      { key: "gradient", label: "gradient", symbol: "∂E/∂w", read: (frame, row) => lastUpdate(frame, row, "weightGradients") },
      { key: "change", label: "update", symbol: "Δw", read: (frame, row) => lastUpdate(frame, row, "weightChanges") },
      { key: "delta", label: "delta", symbol: "δ (to)", isOfExample: true, read: (frame, { focus }) => deltaOf(frame, focus.layer, focus.to) },
      { key: "activation", label: "activation", symbol: "a (from)", isOfExample: true, read: (frame, { focus }) => activationOf(frame, focus.layer - 1, focus.from), isDropped: (frame, { focus }) => isDropped(frame, focus.layer - 1, focus.from) },
    ],
  },
  units: {
    label: "Units",
    head: "Unit",
    columns: [
      { key: "bias", label: "bias", symbol: "b", read: ({ layers }, row) => layers[row.layer].biases[row.at] },
      { key: "gradient", label: "gradient", symbol: "∂E/∂b", read: (frame, row) => lastUpdate(frame, row, "biasGradients") },
      { key: "change", label: "update", symbol: "Δb", read: (frame, row) => lastUpdate(frame, row, "biasChanges") },
      { key: "delta", label: "delta", symbol: "δ", isOfExample: true, read: (frame, { focus }) => deltaOf(frame, focus.layer, focus.unit) },
      { key: "net", label: "sum", symbol: "z", isOfExample: true, read: ({ trace }, row) => trace?.layers[row.layer].nets[row.at] ?? NaN },
      { key: "activation", label: "activation", symbol: "a", isOfExample: true, read: (frame, { focus }) => activationOf(frame, focus.layer, focus.unit), isDropped: (frame, { focus }) => isDropped(frame, focus.layer, focus.unit) },
    ],
  },
};

/** What the last update left behind: nothing before the first one, or after a divergence. */
function lastUpdate(frame, { layer, at }, name) {
  return laterWords(frame) ? NaN : frame.layers[layer][name][at];
}

function deltaOf({ trace }, layer, unit) {
  return trace?.layers[layer - 1].deltas[unit] ?? NaN;
}

/** What a unit sent on; an input sends the example's own number. */
function activationOf({ trace }, layer, unit) {
  if (!trace) return NaN;
  return (layer === 0 ? trace.x[unit] : trace.layers[layer - 1].activations[unit]) ?? NaN;
}

function isDropped({ trace }, layer, unit) {
  return layer > 0 && trace?.layers[layer - 1].masks?.[unit] === 0;
}

/** A cell's text: its number, or that the unit was dropped. */
export function cellText({ read, isDropped: dropped }, frame, row) {
  return dropped?.(frame, row) ? "dropped" : brief(read(frame, row));
}

/** What the numbers belong to, in words. */
export function belongsWords(kind, frame) {
  const { trace, update } = frame;
  if (!trace) return "δ and a are there once an update can be looked at.";
  const names = kind === "edges" ? "δ and a" : "δ, z and a";
  const where = `${names}: ${whereWords(frame, trace)}.`;
  if (trace.update > update) {
    return `${where} ${update ? `Gradients and updates are those of update ${update}` : "There was no update yet"}.`;
  }
  if (trace.examples > 1) return `${where} Gradients are means over the batch.`;
  return kind === "edges" ? `${where} The data's gradient is a · δ.` : `${where} The data's gradient is δ.`;
}

/**
 * The rows of a network in the order of its layers.
 *
 * @param {"edges" | "units"} kind
 * @param {{sizes: number[], inputs: string[], outputs: string[]}} network names as
 *   people read them
 * @returns {{focus: object, name: string, short: string, layer: number, at: number}[]}
 *   `layer` and `at`: where the row's numbers stand in a frame's `layers`
 */
export function rowsOf(kind, network) {
  const { sizes } = network;
  const rows = [];
  const add = (focus, at) => {
    const name = focusName(focus, network);
    rows.push({ focus, name, short: shortName(focus, network), layer: focus.layer - 1, at });
  };
  for (let layer = 1; layer < sizes.length; layer += 1) {
    const units = sizes[layer];
    for (let unit = 0; kind === "units" && unit < units; unit += 1) {
      add({ kind: "unit", layer, unit }, unit);
    }
    for (let from = 0; kind === "edges" && from < sizes[layer - 1]; from += 1) {
      for (let to = 0; to < units; to += 1) {
        add({ kind: "edge", layer, from, to }, from * units + to);
      }
    }
  }
  return rows;
}

/** A name where room is scarce: "x₁ → h1·5", "h2·3", "out". */
function shortName(focus, network) {
  if (focus.kind !== "edge") return shortUnit(focus.layer, focus.unit, network);
  const from = shortUnit(focus.layer - 1, focus.from, network);
  return `${from} → ${shortUnit(focus.layer, focus.to, network)}`;
}

function shortUnit(layer, unit, { sizes, inputs, outputs }) {
  if (layer === 0) return inputs[unit];
  if (layer < sizes.length - 1) return `h${layer}·${unit + 1}`;
  return sizes[layer] === 1 ? "out" : outputs[unit];
}

/**
 * The rows sorted by a column; rows of equal value keep the order of the network.
 *
 * @param {object[]} rows
 * @param {{key: string, down: boolean}} sort `key` null: the order of the network
 * @param {object} frame rows without a number stand last, whatever the order
 */
export function sorted(rows, kind, { key, down }, frame) {
  const column = KINDS[kind].columns.find((each) => each.key === key);
  const sign = down ? -1 : 1;
  if (!column) return down ? [...rows].reverse() : [...rows];
  return rows
    .map((row) => ({ row, value: column.read(frame, row) }))
    .sort((a, b) => Number.isNaN(a.value) - Number.isNaN(b.value) || sign * (a.value - b.value))
    .map(({ row }) => row);
}

/** Six digits, with a true minus: what float32 holds for certain. */
export function brief(value) {
  return formatNumber(value, { digits: 6, mantissa: 5 });
}
