/** How each layer learns, in words: what the ratio means, and who learns no more. */
import { formatNumber } from "../core/format.js";
import { reasonWords } from "../pictures/health.js";

/** "hidden 1" ... "output", from the first layer that learns on. */
export function layerNames(sizes) {
  return sizes.slice(1).map((_, i) => (i < sizes.length - 2 ? `hidden ${i + 1}` : "output"));
}

/** Three digits: "0.0123", "4.5e−7"; "0" where it is exactly 0. */
export function short(value) {
  if (value == null) return "not finite";
  return formatNumber(value, { digits: 3 });
}

/**
 * What stands in the place of numbers where no update led to the weights shown: before the
 * first one, or where a divergence put the initial weights back. Else null.
 */
export function missingWords({ state }, { update }) {
  if (update > 0) return null;
  return state === "diverged" ? "initial weights" : "no update yet";
}

const FLOWS = {
  vanishing: ({ first, last, times }) =>
    `Vanishing: deltas of ${first} are ${times} times smaller than those of ${last}; it hardly learns.`,
  weak: ({ first, last, times }) =>
    `Weak: deltas of ${first} are ${times} times smaller than those of ${last}; it learns slowly.`,
  healthy: ({ first, last, ratio }) =>
    `Healthy: deltas of ${first} are ${ratio} times those of ${last}.`,
  exploding: ({ first, last, times }) =>
    `Exploding: deltas of ${first} are ${times} times larger than those of ${last}; it may overshoot.`,
};

/**
 * The verdict, and the numbers that it rests on.
 *
 * @param {object} signals
 * @param {number[]} sizes
 * @param {string | null} missing see missingWords
 * @returns {{verdict: string, numbers: string}}
 */
export function flowWords(signals, sizes, missing) {
  const hidden = sizes.length - 2;
  if (hidden < 2) {
    const have = hidden ? "one hidden layer" : "no hidden layer";
    return { verdict: `With ${have} there is no first and last one to compare.`, numbers: "" };
  }
  const { flow, times } = signals;
  if (!flow) return { verdict: `No ratio of first to last hidden layer: ${whyNone(missing)}.`, numbers: "" };
  const ratio = short(signals.usual ?? signals.ratio);
  const verdict = FLOWS[flow]({ first: "hidden 1", last: `hidden ${hidden}`, times: short(times), ratio });
  return { verdict, numbers: `δ ratio hidden 1 / hidden ${hidden}: ${ratioWords(signals)}` };
}

function whyNone(missing) {
  if (missing === "no update yet") return "there was no update yet";
  if (missing) return "the initial weights of before the divergence were put back";
  return "a layer's deltas are all 0, or not finite";
}

function ratioWords({ ratio, usual, epochs, update }) {
  const none = "none, as one of them is 0 or not finite";
  const now = `${ratio === null ? none : short(ratio)} at update ${update}`;
  if (usual === null) return now;
  return `median ${short(usual)} over the last ${epochs} epochs kept; ${now}`;
}

/** What brings the deltas back, as settings to change; only what is not set already. */
export function repairs({ flow }, { activation, initializer }) {
  if (flow !== "vanishing" && flow !== "weak") return [];
  return REPAIRS.filter(
    ({ set }) => set.activation !== activation || set.initializer !== initializer,
  );
}

/** What every repair does besides. */
export const REPAIRED = "A new network is built, from the same seeds; Undo brings this one back.";
const REPAIRS = [
  {
    label: "Use tanh",
    set: { activation: "tanh", initializer: "glorot_uniform" },
    help:
      "Its slope is 1 at 0, a sigmoid's at most ¼: with Glorot's initial weights a delta about keeps its size from layer to layer.",
  },
  {
    label: "Use ReLU with He's initial weights",
    set: { activation: "relu", initializer: "he_normal" },
    help: "Its slope is 1 or 0; He's weights are larger, to make up for the half that is 0.",
  },
];

/**
 * The units that learn no more, those of one layer with one reason together.
 *
 * @returns {{name: string, layer: number, units: number[], reason: string}[]}
 */
export function unwellGroups(health, names, training) {
  const groups = new Map();
  for (const each of health?.units ?? []) {
    const { layer, unit, reason, others, stuck } = each;
    const key = [layer, reason, others, stuck].join();
    if (!groups.has(key)) {
      const words = reasonWords(each, health.examples, training);
      groups.set(key, { name: names[layer - 1], layer, units: [], reason: words });
    }
    groups.get(key).units.push(unit);
  }
  return [...groups.values()];
}
