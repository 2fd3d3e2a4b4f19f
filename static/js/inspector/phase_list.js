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

export function createPhaseList() {
  const element = h("ol", { class: "phases" });
  let layers = 0;
  let steps = [];

  function build() {
    const groups = phasesOf(layers).map(({ name, steps: parts }) => {
      const items = parts.map((layer) => stepOf(name, layer));
      return { items, group: h("li", { class: "phase" }, ...groupOf(name, items)) };
    });
    steps = groups.flatMap(({ items }) => items);
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
  if (layer === null) return h("span", { class: "phase-step" }, name);
  const hidden = h("span", { class: "visually-hidden" }, `${name} `);
  return h("span", { class: "phase-step layer", title: `${name}: layer ${layer}` }, hidden, String(layer));
}

function groupOf(name, items) {
  if (items[0].textContent === name) return items;
  return [h("span", { class: "phase-name", "aria-hidden": "true" }, name), ...items];
}
