/** What width, colour and rings of the network mean at the moment, in words. */
import { calmly } from "../core/calm.js";
import { h, setText } from "../core/dom.js";
import { formatNarrow } from "../core/format.js";
import { MOST_EDGES } from "./edges.js";
import { countMarks, MARKS } from "./health.js";
import { kindOf } from "./network_scene.js";

/** A limit as people read it: 0.003, 1.5, 2e−7. */
export function readable(limit) {
  return formatNarrow(limit, 2);
}

/**
 * The legend's sentences.
 *
 * @param {{limit: number, deltaLimit: number, edges: number, update: number,
 *   walk?: object | null, isAhead?: boolean, later?: string, dropped?: Function | null, trace?: object | null}} scene
 */
export function legendWords(scene, kind) {
  const { limit, edges, update } = scene;
  const { name, sign } = kindOf(kind);
  const none = kind !== "weight" && update === 0;
  const many = edges > MOST_EDGES;
  const full = limit > 0 ? `full width: ${[name, sign].join(" ").trim()} = ±${readable(limit)}` : `every ${name} is 0`;
  return {
    width: none ? `no update yet: every ${name} is 0` : full,
    ring: ringWords(scene),
    note: many ? `the ${MOST_EDGES} strongest of ${edges} edges are drawn` : "",
    dropped: scene.dropped ? droppedWords(scene.trace) : "",
  };
}

function ringWords({ deltaLimit, update, walk, isAhead, later }) {
  const size = `up to ±${readable(deltaLimit)}`;
  if (later) return `δ ${later}`;
  if (walk) return walk.phase === "backward" ? `ring: its δ ${size}` : "ring: δ, on the way back";
  if (update === 0) return "no deltas yet";
  if (deltaLimit === 0) return "every δ is 0";
  // Below, the next update is looked at; the rings are still those of the last one.
  return isAhead ? `ring: δ of update ${update} ${size}` : `ring: δ ${size}`;
}

/** Every example of a batch has a mask of its own. */
function droppedWords({ update, example, examples }) {
  const which = examples > 1 ? `, example ${example + 1} of ${examples}` : "";
  return `dropped in update ${update}${which}`;
}

/** A health mark as it is painted in the picture. */
function markSample(reason) {
  const space = "http://www.w3.org/2000/svg";
  const make = (name, attributes) => {
    const element = document.createElementNS(space, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const d = MARKS[reason].map((points) => `M${points.map((point) => point.join(" ")).join("L")}`);
  const box = { class: "unit-mark", viewBox: "-2.3 -2.3 4.6 4.6", "aria-hidden": "true" };
  const picture = make("svg", box);
  picture.append(make("circle", { r: 2 }), make("path", { d: d.join("") }));
  return picture;
}

const MARK_WORDS = { holding: "holding on to the point" };

/** One item for each reason for which units learn no more, while there are any. */
function createMarkItems() {
  const items = Object.keys(MARKS).map((reason) => {
    const text = h("span");
    const element = h("span", { class: "legend-item" }, markSample(reason), text);
    element.hidden = true;
    return { reason, text, element };
  });
  return {
    element: h("p", { class: "unit-marks" }, ...items.map(({ element }) => element)),
    render(marks) {
      const counts = countMarks(marks ?? []);
      for (const { reason, text, element } of items) {
        element.hidden = counts[reason] === 0;
        setText(text, `${counts[reason]} ${MARK_WORDS[reason] ?? reason}`);
      }
    },
  };
}

export function createLegend() {
  const sample = (kind, text) =>
    h("span", { class: "legend-item" }, h("i", { class: `sample ${kind}` }), text);
  const width = h("span", { class: "legend-item" });
  const ring = h("span", { class: "legend-item" });
  const note = h("span", { class: "legend-item" });
  const droppedText = h("span");
  const dropped = h("span", { class: "legend-item" }, h("i", { class: "sample crossed" }, "✕"), droppedText);
  const unwell = createMarkItems();
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
    unwell.render(scene.marks);
  });
  return {
    element,
    /** What the marks of units mean; stands over the picture. */
    marks: unwell.element,
    /** @param {object} scene see legendWords; `isRunning` too */
    render: (scene, kind) => write(scene.isRunning, scene, kind),
  };
}
