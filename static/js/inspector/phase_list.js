/**
 * The four phases of an update, numbered, with the layers that forward and backward go
 * through: which of them is at work, and which are done.
 */
import { h, setAttribute } from "../core/dom.js";

/**
 * The four phases with their steps, one for each position of the walk from 1 on.
 *
 * @param {number} layers how many layers have weights
 * @returns {{name: string, steps: (number | null)[]}[]} a step's layer, or null
 */
export function phasesOf(layers) {
  const each = Array.from({ length: layers }, (_, i) => i + 1);
  return [
    { name: "Forward", steps: each },
    { name: "Error", steps: [null] },
    { name: "Backward", steps: [...each].reverse() },
    { name: "Update", steps: [null] },
  ];
}

/** Which step is at work: -1 before the first update, the last one between two. */
export function stepAt({ position, phase, positions }) {
  if (position > 0) return position - 1;
  return phase === "rest" ? -1 : positions - 1;
}

/** @param {(position: number) => void} go to the position of a step that is clicked */
export function createPhaseList(go) {
  const element = h("ol", { class: "phases" });
  let layers = 0;
  let steps = [];

  function build() {
    const groups = phasesOf(layers).map(({ name, steps: parts }) => {
      const items = parts.map((layer) => stepOf(name, layer));
      return { items, group: h("li", { class: "phase" }, ...groupOf(name, items)) };
    });
    steps = groups.flatMap(({ items }) => items);
    steps.forEach((step, i) => step.addEventListener("click", () => go((i + 1) % steps.length)));
    element.replaceChildren(...groups.map(({ group }) => group));
  }

  return {
    element,
    /** @param {number} count layers with weights @param {object} walk of a frame */
    render(count, walk) {
      if (count !== layers) {
        layers = count;
        build();
      }
      const now = stepAt(walk);
      steps.forEach((step, i) => {
        setAttribute(step, "aria-current", i === now ? "step" : null);
        setAttribute(step, "data-done", i < now ? "true" : null);
      });
    },
  };
}

function stepOf(name, layer) {
  const button = (attributes, ...parts) => h("button", { type: "button", ...attributes }, ...parts);
  if (layer === null) return button({ class: "phase-step" }, name);
  const hidden = h("span", { class: "visually-hidden" }, `${name} `);
  const title = `${name}: layer ${layer}`;
  return button({ class: "phase-step layer", title }, hidden, String(layer));
}

function groupOf(name, items) {
  if (items[0].textContent === name) return items;
  return [h("span", { class: "phase-name", "aria-hidden": "true" }, name), ...items];
}
