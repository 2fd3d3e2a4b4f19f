/** The marks of the error curves on the canvas, while the training runs. */
import { textPx } from "../core/text_size.js";
import { GROUND, TEXT_GAP, WINDOW } from "./curve_marks.js";

const RING = 6;
const LINE_HEIGHT = 14;

/**
 * From epochs and values (exponents on a logarithmic axis) to pixels, `across` and `down`;
 * and back to epochs and values, `along` and `value`.
 */
export function axesOf(plot, range, log) {
  const [left, right] = range.x;
  const [bottom, top] = range.y;
  const up = (y) => top - ((y - plot.y) / plot.height) * (top - bottom);
  return {
    log,
    across: (x) => plot.x + ((x - left) / (right - left)) * plot.width,
    down: (y) => plot.y + ((top - y) / (top - bottom)) * plot.height,
    along: (x) => left + ((x - plot.x) / plot.width) * (right - left),
    value: (y) => (log ? 10 ** up(y) : up(y)),
  };
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {import("./curve_marks.js").Marks} marks
 * @param {{plot: {x: number, y: number, width: number, height: number},
 *   axes: {across: (x: number) => number, down: (y: number) => number},
 *   color: (name: string) => string}} place
 */
export function paintMarks(context, { best, lowest, patience, stop, line }, { plot, axes, color: token }) {
  const color = token("validation");
  const { across, down } = axes;
  context.strokeStyle = color;
  context.fillStyle = color;
  context.font = `${textPx(11)}px ${token("sans")}`;
  context.textBaseline = "middle";
  if (patience) {
    context.globalAlpha = WINDOW;
    const left = across(patience[0]);
    context.fillRect(left, plot.y, across(patience[1]) - left, plot.height);
    context.globalAlpha = 1;
  }
  const paper = token("panel");
  if (line) paintLine(context, line, down(line.y), { plot, color, paper });
  if (stop) paintStop(context, stop, across(stop.x), { plot, color, paper });
  if (lowest) paintRing(context, lowest, { x: across(lowest.x), y: down(lowest.y) }, { color, paper, width: 1.25 });
  if (best) paintRing(context, best, { x: across(best.x), y: down(best.y) }, { color, paper, width: 2.5 });
}

function paintRing(context, { text, dx, dy }, { x, y }, { width, ...colors }) {
  const length = Math.hypot(dx, dy);
  const start = (RING + 1) / length;
  context.lineWidth = width;
  context.beginPath();
  context.arc(x, y, RING, 0, 2 * Math.PI);
  context.stroke();
  context.lineWidth = 1.25;
  context.beginPath();
  context.moveTo(x + dx * start, y + dy * start);
  context.lineTo(x + dx, y + dy);
  context.stroke();
  context.textAlign = "center";
  label(context, text, { x: x + dx, y: y + dy + Math.sign(dy) * textPx(TEXT_GAP) }, colors);
}

function paintStop(context, { text, side }, x, { plot, ...colors }) {
  context.lineWidth = 1.75;
  context.setLineDash([9, 5]);
  context.beginPath();
  context.moveTo(x, plot.y);
  context.lineTo(x, plot.y + plot.height);
  context.stroke();
  context.setLineDash([]);
  context.textAlign = side === "left" ? "right" : "left";
  label(context, text, { x: x + (side === "left" ? -5 : 5), y: plot.y + textPx(TEXT_GAP) }, colors);
}

function paintLine(context, { text }, y, { plot, ...colors }) {
  context.lineWidth = 1.25;
  context.setLineDash([3, 4]);
  context.beginPath();
  context.moveTo(plot.x, y);
  context.lineTo(plot.x + plot.width, y);
  context.stroke();
  context.setLineDash([]);
  context.textAlign = "right";
  label(context, text, { x: plot.x + plot.width - 4, y: y - textPx(TEXT_GAP) }, colors);
}

/** Text on a ground of its own: curves pass behind it. */
function label(context, text, { x, y }, { color, paper }) {
  const width = context.measureText(text).width;
  const starts = { left: x, center: x - width / 2, right: x - width };
  context.fillStyle = paper;
  context.globalAlpha = GROUND;
  context.fillRect(starts[context.textAlign] - 2, y - textPx(LINE_HEIGHT) / 2, width + 4, textPx(LINE_HEIGHT));
  context.globalAlpha = 1;
  context.fillStyle = color;
  context.fillText(text, x, y);
}
