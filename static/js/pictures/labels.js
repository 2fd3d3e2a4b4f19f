/** Numbers beside the units of the network's picture, where there is room for them. */
import { formatNarrow } from "../core/format.js";
import { textPx } from "../core/text_size.js";

const FONT = 10.5;
/** About the width of a letter, in parts of the font's size. */
const LETTER = 0.62;
const GAP = 5;
/** Rows closer than this have no room for a line of text. */
const LEAST_ROW = 12;
/** Letters of a number with its sign: "δ −0.0123". */
const FULL = 9;
const BARE = 6;
/** How much of the edges behind a number is covered: a line through it would read as a minus. */
const COVER = 0.88;

/** A number of three digits, as short as it gets: "0.28", "−1.46", "2e−7", "0". */
export function threeDigits(value) {
  return formatNarrow(value);
}

/**
 * How numbers stand beside the units of a column: with their sign ("a", "δ"), bare, or
 * null where there is no room.
 *
 * @param {import("./geometry.js").Geometry} geometry
 * @param {number} layer
 */
export function labelRoom({ columns, sizes, narrow }, layer) {
  const { units, size, x } = columns[layer];
  const row = units.length > 1 ? units[1].y - units[0].y : Infinity;
  if (row < textPx(LEAST_ROW)) return null;
  if (layer === sizes.length - 1) {
    const isTaken = narrow && units.length > 1; // by the names of the classes
    return row - size >= textPx(LEAST_ROW) + GAP && !isTaken ? "full" : null;
  }
  const next = columns[layer + 1];
  const room = next.x - next.size / 2 - (x + size / 2) - 2 * GAP;
  const letters = room / (textPx(FONT) * LETTER);
  return letters >= FULL + 1 ? "full" : letters >= BARE ? "bare" : null;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {{geometry: object, colors: object, font: string}} scene
 * @param {(node: object) => {sign: string, text: string, isNew: boolean} | null} numberOf
 * @param {number} shown from 0 to 1: how far what is new has appeared
 */
export function paintLabels(context, { geometry, colors, font }, numberOf, shown) {
  context.font = `600 ${textPx(FONT)}px ${font}`;
  context.textBaseline = "middle";
  geometry.columns.forEach((column, layer) => {
    const room = labelRoom(geometry, layer);
    if (!room) return;
    for (const node of column.units) {
      const number = numberOf(node);
      if (!number) continue;
      const text = room === "full" ? `${number.sign} ${number.text}` : number.text;
      const opacity = number.isNew ? shown : 0.75;
      paintLabel(context, text, placeOf(node, layer, geometry), { ...colors, opacity });
    }
  });
  context.globalAlpha = 1;
}

/** Beside the unit; above it in the last column, where the picture ends. */
function placeOf({ x, y, size }, layer, { sizes }) {
  if (layer < sizes.length - 1) return { x: x + size / 2 + GAP, y, align: "left" };
  return { x: x + size / 2 + GAP, y: y - size / 2 - GAP - textPx(FONT) / 2 - 1, align: "right" };
}

function paintLabel(context, text, { x, y, align }, { ink, panel, opacity }) {
  const width = text.length * textPx(FONT) * LETTER;
  context.globalAlpha = COVER * opacity;
  context.fillStyle = panel;
  context.fillRect(align === "left" ? x - 2 : x - width - 2, y - textPx(FONT) / 2 - 1, width + 4, textPx(FONT) + 2);
  context.globalAlpha = opacity;
  context.textAlign = align;
  context.fillStyle = ink;
  context.fillText(text, x, y);
}
