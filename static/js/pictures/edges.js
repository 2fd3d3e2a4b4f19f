/**
 * The network's edges: how strong each one is, in which order they are painted and how
 * each one looks. The canvas and the SVG export draw from the same description.
 */
import { lightsEdge } from "./focus.js";

/** What is not looked at while something else is. */
export const DIM = 0.09;
/** The least that shows an edge that is looked at. */
const LIT = { opacity: 0.8, width: 2 };
const THINNEST = 0.6;
/**
 * Widths grow a little faster than values: the strong stand out, and the many weak ones
 * stay within one pixel, where lines raster four times faster than wider ones.
 */
const STEEPNESS = 1.4;
const FAINTEST = 0.16;
/** Negative edges are dashed: a long dash, so that thin ones still read as lines. */
const DASH = [10, 4.5];
const SOLID = [];
/** Of more edges than this only the strongest are painted: the rest would be fog. */
export const MOST_EDGES = 1200;

/**
 * Indexes from the weakest value to the strongest, so that the strongest is painted
 * last, on top. `order` is used again for the result.
 *
 * @param {Float32Array} values
 * @param {Uint16Array} order
 */
export function sortByStrength(values, order) {
  return order.sort((a, b) => Math.abs(values[a]) - Math.abs(values[b]));
}

/** The width of the strongest edge: less where units are small or edges are many. */
export function widest({ columns, edges }) {
  const smallest = Math.min(...columns.map((column) => column.size));
  return Math.max(1.6, Math.min(edges.length > 200 ? 4.5 : 6, smallest * 0.14));
}

/** Width and opacity of an edge of this value on a scale of `limit`. */
export function edgeLook(value, limit, most) {
  const strength = limit > 0 ? Math.min(1, Math.abs(value) / limit) : 0;
  return {
    width: Math.max(THINNEST, most * strength ** STEEPNESS),
    opacity: FAINTEST + (1 - FAINTEST) * Math.sqrt(strength),
    dashed: value < 0,
  };
}

/** Spaces of a dash at this width: thick lines need longer gaps to be seen. */
export function dashOf(width) {
  return [DASH[0] + width, DASH[1] + width * 0.4];
}

/**
 * Each edge is stroked on its own: one path for many edges rasters several times slower.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {{geometry: import("./geometry.js").Geometry, values: Float32Array,
 *   order: Uint16Array, limit: number, focus: object | null,
 *   dropped: ((layer: number, unit: number) => boolean) | null,
 *   colors: {positive: string, negative: string}}} scene
 */
export function paintEdges(context, scene) {
  const { geometry, values, order, limit, focus, colors, dropped } = scene;
  const most = widest(geometry);
  const weakest = order.length - MOST_EDGES;
  context.lineCap = "butt";
  for (let rank = 0; rank < order.length; rank += 1) {
    const index = order[rank];
    const edge = geometry.edges[index];
    const lit = lightsEdge(focus, edge) && !endsAtDropped(dropped, edge);
    if (rank < weakest && !(focus && lit)) continue;
    const look = edgeLook(values[index], limit, most);
    context.globalAlpha = lit ? (focus ? Math.max(LIT.opacity, look.opacity) : look.opacity) : DIM;
    context.strokeStyle = look.dashed ? colors.negative : colors.positive;
    context.lineWidth = lit && focus ? Math.max(LIT.width, look.width) : look.width;
    context.setLineDash(look.dashed ? dashOf(look.width) : SOLID);
    strokeEdge(context, edge);
  }
  context.globalAlpha = 1;
  context.setLineDash(SOLID);
}

/** Whether dropout has cut the edge off: nothing goes through it, either way. */
export function endsAtDropped(dropped, { layer, from, to }) {
  return Boolean(dropped) && (dropped(layer - 1, from) || dropped(layer, to));
}

function strokeEdge(context, { x0, y0, x1, y1 }) {
  const middle = (x0 + x1) / 2;
  context.beginPath();
  context.moveTo(x0, y0);
  context.bezierCurveTo(middle, y0, middle, y1, x1, y1);
  context.stroke();
}
