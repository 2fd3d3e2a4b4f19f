/** What width, colour and rings of the network mean at the moment, in words. */
import { calmly } from "../core/calm.js";
import { h, setText } from "../core/dom.js";
import { MOST_EDGES } from "./edges.js";
import { KINDS } from "./network_scene.js";

/** A limit as people read it: 0.003, 1.5, 2e−7. */
export function readable(limit) {
  if (limit >= 1e-3 && limit < 1e4) return String(Number(limit.toPrecision(2)));
  return limit.toExponential(0).replace("e-", "e−").replace("e+", "e");
}

/**
 * The legend's sentences.
 *
 * @param {{limit: number, deltaLimit: number, edges: number, update: number,
 *   walk?: object | null, dropped?: Function | null, trace?: object | null}} scene
 */
export function legendWords(scene, kind) {
  const { limit, edges, update } = scene;
  const { name, sign } = KINDS[kind];
  const none = kind !== "weight" && update === 0;
  const many = edges > MOST_EDGES;
  const full = limit > 0 ? `full width: ${name} ${sign} = ±${readable(limit)}` : `every ${name} is 0`;
  return {
    width: none ? `no update yet: every ${name} is 0` : full,
    ring: ringWords(scene),
    note: many ? `the ${MOST_EDGES} strongest of ${edges} edges are drawn` : "",
    dropped: scene.dropped ? droppedWords(scene.trace) : "",
  };
}

function ringWords({ deltaLimit, update, walk }) {
  const size = `up to ±${readable(deltaLimit)}`;
  if (walk) return walk.phase === "backward" ? `ring: its δ ${size}` : "ring: δ, on the way back";
  if (update === 0) return "no deltas yet";
  return deltaLimit > 0 ? `ring: δ ${size}` : "every δ is 0";
}

/** Every example of a batch has a mask of its own. */
function droppedWords({ update, example, examples }) {
  const which = examples > 1 ? `, example ${example + 1} of ${examples}` : "";
  return `dropped in update ${update}${which}`;
}

export function createLegend() {
  const sample = (kind, text) =>
    h("span", { class: "legend-item" }, h("i", { class: `sample ${kind}` }), text);
  const width = h("span", { class: "legend-item" });
  const ring = h("span", { class: "legend-item" });
  const note = h("span", { class: "legend-item" });
  const droppedText = h("span");
  const dropped = h("span", { class: "legend-item" }, h("i", { class: "sample crossed" }, "✕"), droppedText);
  const bias = h(
    "span",
    { class: "legend-item" },
    h("i", { class: "sample bias" }),
    h("i", { class: "sample bias hollow" }),
    "bias + / −",
  );
  const element = h(
    "p",
    { class: "legend" },
    sample("positive", "positive"),
    sample("negative", "negative"),
    width,
    ring,
    bias,
    dropped,
    note,
  );
  const write = calmly((scene, kind) => {
    const words = legendWords(scene, kind);
    setText(width, words.width);
    setText(ring, words.ring);
    setText(note, words.note);
    setText(droppedText, words.dropped);
    dropped.hidden = !words.dropped;
  });
  return {
    element,
    /** @param {object} scene see legendWords; `isRunning` too */
    render: (scene, kind) => write(scene.isRunning, scene, kind),
  };
}
