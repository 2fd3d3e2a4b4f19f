/** On the error curves: the epoch that is looked at, and each curve's point there. */
import { textPx } from "../core/text_size.js";

const LINE = 1.5;
const DOT = 3.5;
const TEXT_GAP = 22;
const LINE_HEIGHT = 14;
const LETTER = 6.2;

/**
 * @param {object} state the page's state
 * @param {{sets: string[], metric: string}} scene
 * @returns {{x: number, text: string, points: {set: string, value: number}[]} | null}
 */
export function visitMark({ frame }, { sets, metric }) {
  const epoch = frame?.visit?.epoch;
  if (epoch == null) return null;
  const values = metric === "accuracy" ? frame.accuracy : frame.errors;
  const points = sets.map((set) => ({ set, value: values[set] }));
  return { x: epoch, text: `epoch ${epoch}`, points: points.filter(({ value }) => value !== null) };
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {NonNullable<ReturnType<typeof visitMark>>} mark
 * @param {{plot: object, axes: object, color: (name: string) => string}} place
 */
export function paintVisit(context, { x, text, points }, { plot, axes, color }) {
  const across = axes.across(x);
  if (across < plot.x || across > plot.x + plot.width) return;
  context.save();
  context.beginPath();
  context.rect(plot.x, plot.y, plot.width, plot.height);
  context.clip();
  context.strokeStyle = color("accent");
  context.lineWidth = LINE;
  context.beginPath();
  context.moveTo(across, plot.y);
  context.lineTo(across, plot.y + plot.height);
  context.stroke();
  for (const { set, value } of points) {
    if (axes.log && value <= 0) continue;
    context.fillStyle = color(set);
    context.beginPath();
    context.arc(across, axes.down(axes.log ? Math.log10(value) : value), DOT, 0, 2 * Math.PI);
    context.fill();
  }
  context.restore();
  label(context, text, { across, plot, color });
}

/** Right of the line, or left of it where there is no room; at the bottom: others are on top. */
function label(context, text, { across, plot, color }) {
  context.font = `${textPx(11)}px ${color("sans")}`;
  context.textBaseline = "middle";
  context.textAlign = "left";
  const width = Math.max(context.measureText(text).width, text.length * textPx(LETTER));
  const isLeft = across + width + 8 > plot.x + plot.width;
  const start = isLeft ? across - width - 5 : across + 5;
  const y = plot.y + plot.height - textPx(TEXT_GAP);
  context.fillStyle = color("panel");
  context.globalAlpha = 0.85;
  context.fillRect(start - 2, y - textPx(LINE_HEIGHT) / 2, width + 4, textPx(LINE_HEIGHT));
  context.globalAlpha = 1;
  context.fillStyle = color("accent");
  context.fillText(text, start, y);
}
