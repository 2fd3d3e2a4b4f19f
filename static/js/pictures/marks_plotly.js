/** The marks of the error curves as Plotly's shapes, annotations and a ring. */
import { textPx } from "../core/text_size.js";
import { css, parseColor } from "./colors.js";
import { GROUND, WINDOW } from "./curve_marks.js";

/**
 * @param {import("./curve_marks.js").Marks} marks
 * @param {{color: string, panel: string, log: boolean}} look `color`: the validation
 *   curve's; `panel`: the ground of the labels; `log`: whether the axis is logarithmic
 * @returns {{shapes: object[], annotations: object[]}} parts of the layout
 */
export function marksLayout({ best, lowest = null, patience, stop, line }, { color, panel, log }) {
  const bgcolor = css(parseColor(panel), GROUND);
  const shapes = [];
  const annotations = [];
  if (patience) shapes.push(band(patience, css(parseColor(color), WINDOW)));
  if (stop) {
    shapes.push(rule(stop.x, color));
    annotations.push({ ...stopLabel(stop, color), bgcolor });
  }
  for (const ring of [lowest, best].filter(Boolean)) annotations.push({ ...ringLabel(ring, color), bgcolor });
  if (line) {
    shapes.push(across(log ? 10 ** line.y : line.y, color));
    annotations.push({ ...lineLabel(line, color), bgcolor });
  }
  return { shapes, annotations };
}

/** The skeleton's trace of the ring, filled. */
export function ringTrace(trace, best, color, log) {
  return {
    ...trace,
    visible: best !== null,
    showlegend: false, // it is named in the picture
    cliponaxis: false,
    x: best ? [best.x] : [],
    y: best ? [log ? 10 ** best.y : best.y] : [],
    marker: { symbol: "circle-open", size: 12, color, line: { width: 2.5 } },
  };
}

/** A thinner ring: the lowest error, where that is not the best epoch's. */
export function lowestTrace(trace, lowest, color, log) {
  const ring = ringTrace(trace, lowest, color, log);
  return { ...ring, name: "lowest epoch", marker: { ...ring.marker, line: { width: 1.25 } } };
}

function band([x0, x1], fillcolor) {
  const tall = { yref: "paper", y0: 0, y1: 1 };
  return { type: "rect", layer: "below", ...tall, x0, x1, fillcolor, line: { width: 0 } };
}

function rule(x, color) {
  const line = { color, width: 1.75, dash: "dash" };
  return { type: "line", yref: "paper", y0: 0, y1: 1, x0: x, x1: x, line };
}

/** A shape's y is a value on a logarithmic axis, too; an annotation's is an exponent. */
function across(y, color) {
  const line = { color, width: 1.25, dash: "dot" };
  return { type: "line", xref: "paper", x0: 0, x1: 1, y0: y, y1: y, line };
}

function lineLabel({ y, text }, color) {
  const place = { x: 1, xref: "paper", xanchor: "right", y, yanchor: "bottom" };
  return { ...place, text, showarrow: false, font: { color, size: textPx(11) } };
}

function stopLabel({ x, text, side }, color) {
  return {
    x,
    y: 1,
    yref: "paper",
    yanchor: "top",
    xanchor: side === "left" ? "right" : "left",
    xshift: side === "left" ? -4 : 4,
    text,
    showarrow: false,
    font: { color, size: textPx(11) },
  };
}

function ringLabel({ x, y, text, dx, dy }, color) {
  return {
    x,
    y,
    text,
    arrowhead: 0,
    arrowwidth: 1.25,
    arrowcolor: color,
    standoff: 7,
    ax: dx,
    ay: dy,
    font: { color, size: textPx(11) },
  };
}
