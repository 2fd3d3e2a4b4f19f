/** Each point's error in the map: a disc around it, whose area grows with the error. */
import { SETS } from "../protocol.js";
import { short, tag } from "./export.js";
import { pixelOf } from "./plane.js";
import { readable } from "./legend.js";

/** The largest disc, as a share of the map's width, in pixels from one size to another. */
const SHARE = 0.05;
const [LEAST, MOST] = [11, 16];
/** A smaller one would hide under its point. */
const SMALLEST = 4.5;
export const OPACITY = 0.3;

/** The radius of the disc; 0 where the error is not known, or none to speak of. */
export function errorRadius(error, largest, width) {
  if (!(error > 0) || !(largest > 0)) return 0;
  const most = Math.min(MOST, Math.max(LEAST, SHARE * width));
  const radius = most * Math.sqrt(Math.min(1, error / largest));
  return radius < SMALLEST ? 0 : radius;
}

/**
 * The discs of the points that are shown, in pixels.
 *
 * @param {{errors: Float32Array, largest: number | null} | null} points of the frame
 * @param {object} data @param {object} plane @param {Record<string, boolean>} sets
 */
export function errorDiscs(points, data, plane, sets) {
  if (!points) return [];
  const discs = [];
  const { errors, largest } = points;
  for (let row = 0; row < Math.min(errors.length, data.set.length); row += 1) {
    const radius = errorRadius(errors[row], largest, plane.plot.width);
    if (!radius || !sets[SETS[data.set[row]]]) continue;
    discs.push({ ...pixelOf(plane, data.x1[row], data.x2?.[row] ?? data.target[row]), radius });
  }
  return discs;
}

/** @param {CanvasRenderingContext2D} context */
export function paintDiscs(context, discs, color) {
  context.fillStyle = color;
  context.strokeStyle = color;
  context.lineWidth = 1;
  for (const { x, y, radius } of discs) {
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.globalAlpha = OPACITY;
    context.fill();
    context.globalAlpha = 1;
    context.stroke();
  }
}

/** The same as markup, for the export. */
export function discsMarkup(discs, color) {
  const look = { fill: color, "fill-opacity": OPACITY, stroke: color };
  return discs.map(({ x, y, radius }) => tag("circle", { cx: short(x), cy: short(y), r: short(radius), ...look })).join("");
}

/** What the discs mean, in words. */
export function discWords(points) {
  if (points?.largest == null) return "disc: a point's error";
  return `disc: a point's error, up to ${readable(points.largest)}`;
}
