/** Signals on their way through a layer's edges: a dot on each, as strong as the edge. */
import { pointOn } from "./geometry.js";

const LARGEST = 4;
const SMALLEST = 1.2;

/**
 * @param {CanvasRenderingContext2D} context
 * @param {object} scene `geometry`, `values`, `limit`, `colors`
 * @param {{layer: number, way: number}} flow through the edges into `layer`, forward (1)
 *   or back (-1)
 * @param {number} part how far they have come, 0 to 1; there nothing is left to see
 */
export function paintFlow(context, { geometry, values, limit, colors }, { layer, way }, part) {
  if (part >= 1) return;
  const t = way > 0 ? part : 1 - part;
  geometry.edges.forEach((edge, index) => {
    if (edge.layer !== layer) return;
    const strength = limit > 0 ? Math.min(1, Math.abs(values[index]) / limit) : 0;
    const { x, y } = pointOn(edge, t);
    context.globalAlpha = 0.35 + 0.65 * strength;
    context.fillStyle = values[index] < 0 ? colors.negative : colors.positive;
    context.beginPath();
    context.arc(x, y, SMALLEST + (LARGEST - SMALLEST) * strength, 0, 2 * Math.PI);
    context.fill();
  });
  context.globalAlpha = 1;
}
