/** The network's Plotly figure: what the pointer feels, and the words in the picture. */
import { textPx } from "../core/text_size.js";
import { biasMark, edgeIndex, pointOn, TARGETS } from "./geometry.js";

const TITLE_Y = 12;

/**
 * The skeleton filled for this geometry. Data coordinates are CSS pixels.
 *
 * @param {{data: object[], layout: object, config: object}} skeleton
 * @param {import("./geometry.js").Geometry} geometry
 * @param {{inputs: string[], outputs: string[], colors: {ink: string, muted: string},
 *   font: string}} labels
 */
export function networkFigure(skeleton, geometry, labels) {
  const { width, height } = geometry;
  const [near, far, units, biases] = skeleton.data;
  return {
    data: [
      edgeTargets(near, geometry, TARGETS[0]),
      edgeTargets(far, geometry, TARGETS[1]),
      unitTargets(units, geometry),
      biasTargets(biases, geometry),
    ],
    layout: {
      ...skeleton.layout,
      width,
      height,
      font: { family: labels.font, color: labels.colors.muted, size: textPx(12) },
      xaxis: { ...skeleton.layout.xaxis, range: [0, width] },
      yaxis: { ...skeleton.layout.yaxis, range: [height, 0] },
      annotations: [...titles(geometry), ...names(geometry, labels)],
    },
    config: skeleton.config,
  };
}

/** Edges are felt without being drawn: mode "none" makes no elements. */
function edgeTargets(trace, { edges }, share) {
  const points = edges.map((edge) => pointOn(edge, share));
  return {
    ...trace,
    mode: "none",
    x: points.map((point) => point.x),
    y: points.map((point) => point.y),
    customdata: edges.map(({ layer, from, to }) => ({ kind: "edge", layer, from, to })),
  };
}

function unitTargets(trace, { units }) {
  return {
    ...trace,
    marker: { ...trace.marker, symbol: "square", size: units.map(({ size }) => size) },
    x: units.map(({ x }) => x),
    y: units.map(({ y }) => y),
    customdata: units.map(({ layer, unit }) => ({ kind: "unit", layer, unit })),
  };
}

function biasTargets(trace, { units }) {
  const owners = units.filter(({ layer }) => layer > 0);
  const marks = owners.map(biasMark);
  return {
    ...trace,
    marker: { ...trace.marker, size: marks.map(({ reach }) => 2 * reach + 3) },
    x: marks.map(({ x }) => x),
    y: marks.map(({ y }) => y),
    customdata: owners.map(({ layer, unit }) => ({ kind: "bias", layer, unit })),
  };
}

/** A layer's title: short where columns are narrow. */
export function layerTitle(layer, last, short) {
  if (layer === 0) return short ? "in" : "inputs";
  if (layer === last) return short ? "out" : "output";
  return short ? `h${layer}` : `hidden ${layer}`;
}

function titles({ columns, stacked }) {
  const last = columns.length - 1;
  return columns.map(({ x }, layer) => {
    return annotation(x, TITLE_Y, layerTitle(layer, last, stacked), {});
  });
}

/** Names of inputs and classes beside their units, or above where it is narrow. */
function names({ columns, narrow, beside }, { inputs, outputs, colors }) {
  const [first, last] = [columns[0], columns.at(-1)];
  const font = { color: colors.ink, size: textPx(first.size < 16 || narrow ? 10 : 12) };
  const isAbove = { left: !beside, right: narrow };
  const above = ({ x, y, size }) => [x, y - size / 2 - textPx(9), {}];
  const place = (side) => ({ x, y, size }) => {
    const way = side === "left" ? -1 : 1;
    const anchor = side === "left" ? "right" : "left";
    return [x + way * (size / 2 + 7), y, { xanchor: anchor }];
  };
  const label = (side) => (unit, text) => {
    const [x, y, more] = (isAbove[side] ? above : place(side))(unit);
    return annotation(x, y, text, { font, ...more });
  };
  const marks = first.units.map((unit) => label("left")(unit, inputs[unit.unit]));
  if (last.units.length === 1) return marks;
  return [...marks, ...last.units.map((unit) => label("right")(unit, outputs[unit.unit]))];
}

function annotation(x, y, text, more) {
  return { x, y, text, showarrow: false, xanchor: "center", yanchor: "middle", ...more };
}

/**
 * Where a focus stands in the picture, how far it reaches, and on which side its card
 * covers least of what belongs to it.
 */
export function focusPoint(focus, geometry) {
  if (focus.kind === "edge") {
    const edge = geometry.edges[edgeIndex(geometry.sizes, focus)];
    const sides = edge.y1 > edge.y0 ? ["above", "below"] : ["below", "above"];
    return { ...pointOn(edge, TARGETS[0]), sides };
  }
  const node = geometry.columns[focus.layer].units[focus.unit];
  const sides = ["right", "left"];
  if (focus.kind === "bias") return { ...biasMark(node), sides };
  return { ...node, reach: node.size / 2 - 4, sides };
}
