/** The network's picture as a file: edges as vectors, maps as images. */
import { shownUpdate } from "../core/state.js";
import { dashOf, DIM, edgeLook, endsAtDropped, MOST_EDGES, widest } from "./edges.js";
import { asFile, composeSvg, exportColors, short, tag } from "./export.js";
import { biasMark, showsMaps } from "./geometry.js";
import { countMarks, healthMark, MARKS } from "./health.js";
import { legendWords } from "./legend.js";
import { biasLook, CROSS, crossLines, ringLook } from "./nodes.js";

/** The marks of units that learn no more, as characters. */
const SIGNS = { dead: "×", saturated: "⌠", symmetric: "=" };

/**
 * @param {object} parts `plotly`, `theme`, `scene`, `figure`, `title`, `frame`, `view`
 * @param {"png" | "svg"} format
 * @returns {Promise<Blob>}
 */
export async function networkImage({ plotly, theme, scene, figure, title, frame }, format) {
  const { shown } = scene;
  const { width, height } = shown.geometry;
  const edges = shown.geometry.edges.length;
  const words = legendWords({ ...shown, edges, update: shownUpdate(frame) }, shown.kind);
  const legend = [
    "blue, solid: positive · orange, dashed: negative",
    words.width,
    words.ring,
    words.dropped && `crossed out: ${words.dropped}`,
    words.note,
    ...Object.entries(countMarks(shown.marks ?? []))
      .filter(([, count]) => count > 0)
      .map(([reason, count]) => `${SIGNS[reason]} ${count} ${reason}`),
  ];
  const under = edgePaths(shown) + nodeShapes(scene);
  const plot = await plotly.svg(figure, { width, height });
  const svg = composeSvg({
    width,
    height,
    title,
    legend: legend.filter(Boolean),
    under,
    plot,
    colors: exportColors(theme),
    font: theme.color("sans"),
  });
  return asFile(svg, format);
}

/** Each edge as a path of its own, the strongest last. */
export function edgePaths({ geometry, values, order, limit, colors, dropped }) {
  const most = widest(geometry);
  const drawn = [...order].slice(-MOST_EDGES).map((index) => {
    const edge = geometry.edges[index];
    const look = edgeLook(values[index], limit, most);
    if (endsAtDropped(dropped, edge)) look.opacity = DIM;
    return tag("path", {
      d: curve(edge),
      stroke: look.dashed ? colors.negative : colors.positive,
      "stroke-width": short(look.width),
      "stroke-opacity": short(look.opacity),
      "stroke-dasharray": look.dashed ? dashOf(look.width).map(short).join(" ") : null,
    });
  });
  return tag("g", { fill: "none", class: "edges" }, ...drawn);
}

function curve({ x0, y0, x1, y1 }) {
  const middle = short((x0 + x1) / 2);
  const [a, b] = [short(y0), short(y1)];
  return `M${short(x0)} ${a}C${middle} ${a} ${middle} ${b} ${short(x1)} ${b}`;
}

function nodeShapes(scene) {
  const { columns } = scene.shown.geometry;
  const shapes = columns.flatMap((column) =>
    column.units.map((node) => body(scene, node, showsMaps(column)) + marks(scene.shown, node)),
  );
  return tag("g", { class: "units" }, ...shapes);
}

function body(scene, node, withMap) {
  const { colors, dropped } = scene.shown;
  const box = square(node, node.size / 2);
  if (!withMap) return tag("rect", { ...box, fill: colors.line });
  const image = { ...box, href: scene.mapUrl(node), preserveAspectRatio: "none" };
  const frame = { ...box, fill: "none", stroke: colors.ink, "stroke-width": 1.25 };
  if (!dropped?.(node.layer, node.unit)) return tag("image", image) + tag("rect", frame);
  const faint = { opacity: 2 * DIM };
  const lines = crossLines(node).map(([x1, y1, x2, y2]) =>
    tag("line", { x1: short(x1), y1: short(y1), x2: short(x2), y2: short(y2) }),
  );
  const cross = tag("g", { stroke: colors.ink, "stroke-width": CROSS }, ...lines);
  return tag("g", faint, tag("image", image), tag("rect", frame)) + cross;
}

/** The ring of the delta and the mark of the bias. */
function marks({ layers, limit, deltaLimit, colors, marks: unwell }, node) {
  if (node.layer === 0) return "";
  const { deltas, biases } = layers[node.layer - 1];
  const bias = biases[node.unit];
  const mark = biasMark(node);
  const dot = biasLook(bias, limit, mark.reach);
  const color = bias < 0 ? colors.negative : colors.positive;
  return (
    ring(ringLook(deltas[node.unit], deltaLimit, node.size), node, colors) +
    tag("circle", {
      cx: short(mark.x),
      cy: short(mark.y),
      r: short(dot.radius),
      fill: dot.hollow ? colors.panel : color,
      stroke: dot.hollow ? color : colors.panel,
      "stroke-width": 1.5,
    }) +
    healthShape(unwell?.[node.layer]?.[node.unit], node, colors)
  );
}

function healthShape(reason, node, colors) {
  if (!reason) return "";
  const { x, y, reach } = healthMark(node);
  const at = ([dx, dy]) => `${short(x + dx * reach * 0.5)} ${short(y + dy * reach * 0.5)}`;
  const d = MARKS[reason].map((points) => `M${points.map(at).join("L")}`).join("");
  const line = { stroke: colors.ink, "stroke-width": 1.25 };
  const disc = { cx: short(x), cy: short(y), r: short(reach), fill: colors.panel };
  return tag("circle", { ...disc, ...line }) + tag("path", { d, fill: "none", ...line });
}

function ring(look, node, colors) {
  if (!look) return "";
  return tag("rect", {
    ...square(node, node.size / 2 + 2 + look.width / 2),
    fill: "none",
    stroke: look.dashed ? colors.negative : colors.positive,
    "stroke-width": short(look.width),
    "stroke-opacity": short(look.opacity),
    "stroke-dasharray": look.dashed ? "4 2.5" : null,
  });
}

function square({ x, y }, reach) {
  const side = short(2 * reach);
  return { x: short(x - reach), y: short(y - reach), width: side, height: side };
}
