/** The network's picture in words, for those who do not see it. */
import { shownUpdate } from "../core/state.js";
import { kindOf } from "./network_scene.js";
import { unitName } from "./focus.js";
import { countMarks, marksOf } from "./health.js";
import { exact } from "./readout.js";

/**
 * @param {object} state
 * @param {object} scene what is painted
 * @param {{inputs: string[], outputs: string[]}} names as people read them
 */
export function networkWords({ run, frame }, { geometry, values, order, kind }, names) {
  const { sizes } = run.network;
  const shape = `${shapeWords(run.network)}${unwellWords(frame.health)}`;
  const keys =
    "Up and down arrows go from unit to unit, with Shift to its bias and weights; " +
    "Enter pins one and shows its chain rule, Escape releases it.";
  const { name } = kindOf(kind);
  if (!order.length) return `${shape} ${keys}`;
  if (kind !== "weight" && shownUpdate(frame) === 0) {
    return `${shape} Edges show the ${name}; there was no update yet. ${keys}`;
  }
  const index = order.at(-1);
  const edge = geometry.edges[index];
  const named = { sizes, ...names };
  const from = unitName(edge.layer - 1, edge.from, named);
  const to = unitName(edge.layer, edge.to, named);
  const most = `the largest, ${exact(values[index])}, leads from ${from} to ${to}`;
  return `${shape} Edges show the ${name} at update ${shownUpdate(frame)}; ${most}. ${keys}`;
}

/**
 * The network in short: "2 → 8 → 8 → 1 · tanh"; equal hidden layers are counted where
 * `room` (letters) is not enough for all: "7 → 8×6 → 1 · ReLU".
 */
export function shapeOf({ sizes, activation }, labels, room = Infinity) {
  const hidden = sizes.slice(1, -1);
  if (!hidden.length) return sizes.join(" → ");
  const all = hidden.join(" → ");
  const isEven = hidden.every((size) => size === hidden[0]);
  const few = isEven ? `${hidden[0]}×${hidden.length}` : `${hidden.length} layers`;
  const text = (middle) => {
    return `${sizes[0]} → ${middle} → ${sizes.at(-1)} · ${labels[activation] ?? activation}`;
  };
  return text(all).length <= room ? text(all) : text(few);
}

/** " Hidden units that learn no more: 3 dead.", nothing where all learn. */
export function unwellWords(health) {
  const counts = Object.entries(countMarks(marksOf(health))).filter(([, number]) => number > 0);
  if (!counts.length) return "";
  const words = counts.map(([reason, number]) => `${number} ${reason}`);
  return ` Hidden units that learn no more: ${words.join(", ")}.`;
}

function shapeWords({ sizes, activation }) {
  const hidden = sizes.slice(1, -1);
  const layers = hidden.length
    ? `${count(hidden.length, "hidden layer")} of ${hidden.join(", ")} ${activation} units`
    : "no hidden layer";
  const ends = [count(sizes[0], "input"), count(sizes.at(-1), "output")];
  return `Network of ${ends[0]}, ${layers} and ${ends[1]}.`;
}

function count(number, what) {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}
