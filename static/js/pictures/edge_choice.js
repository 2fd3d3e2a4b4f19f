/** The buttons that choose what the edges show; those of the gradient's parts under them. */
import { offersParts, PARTS } from "./gradient_parts.js";
import { KINDS } from "./network_scene.js";
import { createSegmented } from "./segmented.js";

export function createEdgeChoice(store) {
  const look = (patch) => store.set({ view: { ...store.get().view, ...patch } });
  const all = Object.entries(KINDS).map(([value, kind]) => {
    return { value, label: kind.label, help: `Edges show ${kind.name} ${kind.sign}` };
  });
  const offered = Object.entries(PARTS).map(([value, { label, help }]) => ({ value, label, help }));
  const kinds = createSegmented("What the edges show", all, (edges) => look({ edges }));
  const parts = createSegmented("Which part of the gradient", offered, (part) => look({ part }));
  parts.element.classList.add("gradient-parts");
  return {
    kinds: kinds.element,
    parts: parts.element,
    /** @param {object} state the page's */
    render(state) {
      kinds.render((value) => value === state.view.edges);
      parts.element.hidden = !offersParts(state);
      parts.render((value) => value === state.view.part);
    },
  };
}
