/**
 * The network as rows of numbers: one for each edge, or one for each unit. What a row
 * shows is read off the frame when it is shown.
 */
import { focusName } from "../pictures/focus.js";

/** Kinds of rows: their columns, each with its name and how it is read from a layer. */
export const KINDS = {
  edges: {
    label: "Edges",
    head: "Edge",
    columns: [
      { key: "weight", label: "weight w", read: (layer, at) => layer.weights[at] },
      { key: "gradient", label: "gradient ∂E/∂w", read: (layer, at) => layer.weightGradients[at] },
      { key: "change", label: "update Δw", read: (layer, at) => layer.weightChanges[at] },
    ],
  },
  units: {
    label: "Units",
    head: "Unit",
    columns: [
      { key: "bias", label: "bias b", read: (layer, at) => layer.biases[at] },
      { key: "delta", label: "delta δ = ∂E/∂b", read: (layer, at) => layer.deltas[at] },
      { key: "change", label: "update Δb", read: (layer, at) => layer.biasChanges[at] },
    ],
  },
};

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
 * @param {object[]} layers of the frame
 */
export function sorted(rows, kind, { key, down }, layers) {
  const column = KINDS[kind].columns.find((each) => each.key === key);
  const sign = down ? -1 : 1;
  if (!column) return down ? [...rows].reverse() : [...rows];
  const value = (row) => column.read(layers[row.layer], row.at);
  return rows
    .map((row) => ({ row, value: value(row) }))
    .sort((a, b) => sign * (a.value - b.value))
    .map(({ row }) => row);
}

/** Six digits, with a true minus: what float32 holds for certain. */
export function brief(value) {
  if (value == null || !Number.isFinite(value)) return "–";
  if (value === 0) return "0";
  const size = Math.abs(value);
  const plain = size >= 1e-4 && size < 1e6;
  const text = plain ? size.toPrecision(6) : size.toExponential(4);
  return (value < 0 ? "−" : "") + text.replace("e-", "e−").replace("e+", "e");
}
