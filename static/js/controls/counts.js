/** How many points each set has, as a bar and in words, and how many labels are wrong. */
import { h, setText } from "../core/dom.js";
import { SETS } from "../protocol.js";

const NAMES = { train: "training", validation: "validation", test: "test" };

export function createCounts() {
  const parts = SETS.map((name) => ({
    name,
    bar: h("span", { class: `share ${name}` }),
    count: h("b", {}, "–"),
  }));
  const flips = h("p", { class: "flips" }, "\u00a0");
  const element = h(
    "div",
    { class: "counts" },
    h("div", { class: "shares", "aria-hidden": "true" }, ...parts.map(({ bar }) => bar)),
    h(
      "p",
      { class: "sizes" },
      ...parts.map(({ name, count }) => h("span", { class: name }, count, ` ${NAMES[name]}`)),
    ),
    flips,
  );

  return {
    element,
    /** @param {object | null} data the `data` of the run */
    render(data) {
      if (!data) return;
      for (const { name, bar, count } of parts) {
        setText(count, String(data.counts[name]));
        bar.style.flexGrow = data.counts[name];
      }
      setText(flips, flippedInWords(data));
    },
  };
}

/** "30 of all 200 labels are wrong", or that there are none to be wrong. */
export function flippedInWords({ task, flipped_count: flipped, counts }) {
  if (task === "regression") return "Values, not labels: none is flipped.";
  if (flipped === 0) return "All labels are right.";
  const verb = flipped === 1 ? "is" : "are";
  const all = counts.train + counts.validation + counts.test;
  return `${flipped} of all ${all} labels ${verb} wrong (flipped).`;
}
