/**
 * The network's units: each one's map in a frame, its delta as a ring around it and its
 * bias as a mark at its corner. Sign is never colour alone: a negative delta's ring is
 * dashed, a negative bias mark is hollow. A unit that dropout has dropped is crossed out;
 * what learns no more has a mark of its own.
 */
import { DIM } from "./edges.js";
import { lightsBias, lightsUnit } from "./focus.js";
import { biasMark, showsMaps } from "./geometry.js";
import { healthMark, MARKS } from "./health.js";

const FRAME = 1.25;
const RING_GAP = 2;
export const CROSS = 1.75;
const RING_DASH = [4, 2.5];
const SOLID = [];
/** A health mark's strokes, as a share of its disc. */
const STROKE = 0.5;

/** How wide and how opaque the ring of a delta is; null where there is none. */
export function ringLook(delta, limit, size) {
  if (!(limit > 0) || delta === 0) return null;
  const strength = Math.min(1, Math.abs(delta) / limit);
  const most = Math.max(1.5, Math.min(4, size * 0.12));
  return {
    width: 0.75 + (most - 0.75) * strength,
    opacity: 0.25 + 0.75 * Math.sqrt(strength),
    dashed: delta < 0,
  };
}

/** How large a bias mark is: its area grows with the bias. */
export function biasLook(bias, limit, reach) {
  const strength = limit > 0 ? Math.min(1, Math.abs(bias) / limit) : 0;
  return { radius: reach * (0.4 + 0.6 * Math.sqrt(strength)), hollow: bias < 0 };
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {object} scene `geometry`, `layers` (biases shown and deltas by layer),
 *   `limit`, `deltaLimit`, `marks` (see health.js), `focus`, `dropped`, `colors`,
 *   `drawMap(context, unit, x, y, side)`
 */
export function paintNodes(context, scene) {
  for (const column of scene.geometry.columns) {
    for (const node of column.units) {
      const isDropped = scene.dropped?.(node.layer, node.unit) ?? false;
      context.globalAlpha = lightsUnit(scene.focus, node) && !isDropped ? 1 : DIM * 2;
      paintBody(context, scene, node, showsMaps(column));
      if (isDropped) paintCross(context, scene, node);
      if (node.layer === 0) continue;
      const { deltas, biases } = scene.layers[node.layer - 1];
      paintRing(context, scene, node, deltas[node.unit]);
      paintBias(context, scene, node, biases[node.unit]);
      paintHealth(context, scene, node);
    }
  }
  context.globalAlpha = 1;
}

function paintBody(context, { colors, focus, drawMap }, node, withMap) {
  const { x, y, size } = node;
  const [left, top] = [x - size / 2, y - size / 2];
  context.fillStyle = withMap ? colors.neutral : colors.line;
  context.fillRect(left, top, size, size);
  if (!withMap) return;
  drawMap(context, node, left, top, size);
  const chosen = focus?.kind === "unit" && lightsUnit(focus, node);
  const own = chosen && focus.layer === node.layer && focus.unit === node.unit;
  context.lineWidth = own ? 3 : FRAME;
  context.strokeStyle = colors.ink;
  context.strokeRect(left, top, size, size);
}

/** The two strokes that cross out a dropped unit, as lines [x0, y0, x1, y1]. */
export function crossLines({ x, y, size }) {
  const reach = size / 2;
  return [
    [x - reach, y - reach, x + reach, y + reach],
    [x - reach, y + reach, x + reach, y - reach],
  ];
}

function paintCross(context, { colors }, node) {
  context.globalAlpha = 0.9;
  context.strokeStyle = colors.ink;
  context.lineWidth = CROSS;
  for (const [x0, y0, x1, y1] of crossLines(node)) {
    context.beginPath();
    context.moveTo(x0, y0);
    context.lineTo(x1, y1);
    context.stroke();
  }
}

function paintRing(context, { colors, deltaLimit }, { x, y, size }, delta) {
  const look = ringLook(delta, deltaLimit, size);
  if (!look) return;
  const reach = size / 2 + RING_GAP + look.width / 2;
  const before = context.globalAlpha;
  context.globalAlpha = before * look.opacity;
  context.lineWidth = look.width;
  context.strokeStyle = look.dashed ? colors.negative : colors.positive;
  context.setLineDash(look.dashed ? RING_DASH : SOLID);
  context.strokeRect(x - reach, y - reach, 2 * reach, 2 * reach);
  context.setLineDash(SOLID);
  context.globalAlpha = before;
}

function paintBias(context, { colors, limit, focus }, node, bias) {
  const mark = biasMark(node);
  const look = biasLook(bias, limit, mark.reach);
  const color = bias < 0 ? colors.negative : colors.positive;
  context.globalAlpha = lightsBias(focus, node) || lightsUnit(focus, node) ? 1 : DIM * 2;
  context.beginPath();
  context.arc(mark.x, mark.y, look.radius, 0, 2 * Math.PI);
  context.fillStyle = look.hollow ? colors.panel : color;
  context.fill();
  context.lineWidth = Math.min(1.75, look.radius * 0.6);
  context.strokeStyle = look.hollow ? color : colors.panel;
  context.stroke();
}

/** A disc that covers what lies under it, with the strokes of the reason. */
function paintHealth(context, { colors, marks }, node) {
  const reason = marks?.[node.layer]?.[node.unit];
  if (!reason) return;
  const { x, y, reach } = healthMark(node);
  context.globalAlpha = 1;
  context.beginPath();
  context.arc(x, y, reach, 0, 2 * Math.PI);
  context.fillStyle = colors.panel;
  context.fill();
  context.lineWidth = 1.25;
  context.strokeStyle = colors.ink;
  context.stroke();
  context.beginPath();
  for (const [[x0, y0], ...rest] of MARKS[reason]) {
    context.moveTo(x + x0 * reach * STROKE, y + y0 * reach * STROKE);
    for (const [x1, y1] of rest) context.lineTo(x + x1 * reach * STROKE, y + y1 * reach * STROKE);
  }
  context.lineWidth = Math.min(1.75, reach * 0.35);
  context.stroke();
}
