/**
 * Where the network's units and edges lie, in CSS pixels of its picture. Pure
 * arithmetic: the canvas, the hover targets, the export and the tests share it.
 */
import { textPx } from "../core/text_size.js";

const TOP = 58;
const TOP_STACKED = 104;
const BOTTOM = 14;
/** Columns narrower than this have their + and − above each other. */
const STACKED_BELOW = 74;
/** Narrower than this, labels stand above their units instead of beside them. */
const NARROW = 480;
/** What a label above a unit takes. */
const LABEL = 19;
/** What labels beside the inputs take where there is no room above them. */
const BESIDE = 44;
const LARGEST = 46;
/** Units of a small layer are at most so much larger than those of the largest. */
const UNEVEN = 1.6;
const PITCH = 84;
/** Maps in units smaller than this could not be read. */
export const SMALLEST_MAP = 12;
/** Edges are felt at 30 % and 70 %: the middles of i to j and j to i coincide. */
export const TARGETS = [0.3, 0.7];

/**
 * @typedef {{layer: number, unit: number, x: number, y: number, size: number}} Unit
 * @typedef {{layer: number, from: number, to: number,
 *   x0: number, y0: number, x1: number, y1: number}} Edge
 * @typedef {{width: number, height: number, sizes: number[], narrow: boolean,
 *   beside: boolean, stacked: boolean, columns: {x: number, size: number, units: Unit[]}[],
 *   units: Unit[], edges: Edge[]}} Geometry `beside`: inputs have their labels beside
 *   them, not above
 */

/**
 * @param {number[]} sizes units a layer, inputs first
 * @param {{width: number, height: number, labels?: boolean}} box `labels`: the outputs
 *   have names that need room
 * @returns {Geometry} units in order of layer; edges in the order of the weights on
 *   the wire (by layer, then from, then to)
 */
export function layoutNetwork(sizes, { width, height, labels = false }) {
  const narrow = width < NARROW;
  const right = narrow ? 8 : labels ? textPx(78) : 30;
  const label = textPx(LABEL);
  const measure = (left) => {
    const pitch = (width - left - right) / sizes.length;
    const stacked = pitch < STACKED_BELOW;
    const top = stacked ? TOP_STACKED : TOP;
    return { left, pitch, stacked, top, room: Math.max(40, height - top - BOTTOM) };
  };
  const first = measure(narrow ? 8 : textPx(52));
  const crowded = narrow && first.room / sizes[0] < label + SMALLEST_MAP;
  const { left, pitch, stacked, top, room } = crowded ? measure(textPx(BESIDE)) : first;
  const beside = !narrow || crowded;
  const least = unitSize(Math.max(...sizes), room, pitch);
  const last = sizes.length - 1;
  const columns = sizes.map((count, layer) => {
    const above = (layer === 0 ? !beside : narrow && layer === last && labels) ? label : 0;
    const fits = unitSize(count, room, pitch, above);
    const size = Math.min(fits, Math.round(UNEVEN * least));
    const ends = width - left - right - LARGEST;
    const x = left + LARGEST / 2 + (ends * layer) / Math.max(1, last);
    const middle = top + (room + above) / 2;
    return column({ layer, count, x, size, middle, room: room - above });
  });
  return {
    width,
    height,
    sizes: [...sizes],
    narrow,
    beside,
    stacked,
    columns,
    units: columns.flatMap((each) => each.units),
    edges: connect(columns),
  };
}

function unitSize(count, room, pitch, above = 0) {
  const share = room / count;
  const fits = Math.min(share * 0.8, share - above, pitch * 0.52, LARGEST);
  return Math.max(4, Math.floor(fits));
}

function column({ layer, count, x, size, middle, room }) {
  const step = count > 1 ? Math.min(PITCH, (room - size) / (count - 1)) : 0;
  const first = middle - (step * (count - 1)) / 2;
  const units = Array.from({ length: count }, (_, unit) => ({
    layer,
    unit,
    x,
    y: first + unit * step,
    size,
  }));
  return { x, size, units };
}

function connect(columns) {
  const edges = [];
  for (let layer = 1; layer < columns.length; layer += 1) {
    for (const a of columns[layer - 1].units) {
      for (const b of columns[layer].units) {
        edges.push({
          layer,
          from: a.unit,
          to: b.unit,
          x0: a.x + a.size / 2,
          y0: a.y,
          x1: b.x - b.size / 2,
          y1: b.y,
        });
      }
    }
  }
  return edges;
}

/** The point at share `t` of an edge's curve, a Bézier with level ends. */
export function pointOn({ x0, y0, x1, y1 }, t) {
  const s = 1 - t;
  const middle = 3 * s * t * (s + t) * ((x0 + x1) / 2);
  return {
    x: s * s * s * x0 + middle + t * t * t * x1,
    y: y0 + (y1 - y0) * (3 * t * t - 2 * t * t * t),
  };
}

/** Where a unit's bias mark stands: at its lower left corner. Inputs have none. */
export function biasMark({ x, y, size }) {
  const reach = Math.max(1.5, Math.min(5.5, size * 0.16));
  return { x: x - size / 2, y: y + size / 2, reach };
}

/** Whether a layer's units are large enough to show their maps. */
export function showsMaps(column) {
  return column.size >= SMALLEST_MAP;
}

/** The part of the frame's vectors that belongs to an edge, by its place in `edges`. */
export function edgeIndex(sizes, { layer, from, to }) {
  let start = 0;
  for (let l = 1; l < layer; l += 1) start += sizes[l - 1] * sizes[l];
  return start + from * sizes[layer] + to;
}
