/** The two pulls on the weights, the data's and the penalty's: what the edges show of them. */

/** What the choice offers; the edges' kind for each. */
export const PARTS = {
  both: { label: "Whole gradient", kind: "gradient", help: "Edges show the gradient that the optimizer gets: data error and L2" },
  data: { label: "Data error", kind: "data", help: "Edges show the gradient of the data error alone" },
  penalty: { label: "Penalty", kind: "penalty", help: "Edges show the penalty's pull: L2's gradient, and what L1's threshold took off, divided by α" },
};

/** Whether there are two parts: without a penalty the data's is all. */
export function hasPenalty({ l1, l2 }) {
  return l1 > 0 || l2 > 0;
}

/** Whether one of the parts is looked at, or can be. */
export function offersParts({ view, settings }) {
  return view.edges === "gradient" && hasPenalty(settings);
}

/** What the edges show; a part that has not come yet is not shown instead of another. */
export function edgeKind({ view, settings, frame }) {
  if (!offersParts({ view, settings }) || !frame.pulls) return view.edges;
  return PARTS[view.part].kind;
}
