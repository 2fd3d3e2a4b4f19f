/** A data set's points in a small picture, in the colours of its classes or values. */
import { CLASS_TOKENS } from "../core/theme.js";

const MARGIN = 0.12;
const RADIUS = 0.032;

/**
 * The picture's address. An image, since a canvas would be handed to the screen anew with
 * every frame of the page, however still it stands.
 *
 * @param {number} size in pixels, both ways
 * @param {{classes: string[], thumbnail: {x1: number[], x2: number[] | null,
 *   target: number[]}}} dataset with one input (x2 is null) the target is the height
 * @param {(token: string) => string} color
 */
export function thumbnailAddress(size, { classes, thumbnail }, color) {
  const { x1, x2, target } = thumbnail;
  const canvas = document.createElement("canvas");
  canvas.width = size;
  canvas.height = size;
  const pen = canvas.getContext("2d");
  const across = placer(x1);
  const up = placer(x2 ?? target);
  const look = x2 ? looks(classes, target, color) : () => [color("train"), 0.8];

  for (let i = 0; i < x1.length; i += 1) {
    const y = 1 - up((x2 ?? target)[i]);
    pen.beginPath();
    pen.arc(across(x1[i]) * size, y * size, RADIUS * size, 0, 2 * Math.PI);
    [pen.fillStyle, pen.globalAlpha] = look(target[i]);
    pen.fill();
  }
  return canvas.toDataURL();
}

/** Colour and opacity of a point: its class, or the sign and size of its value. */
function looks(classes, target, color) {
  if (classes.length > 0) return (label) => [color(CLASS_TOKENS[label]), 0.9];
  const most = Math.max(...target.map(Math.abs)) || 1;
  return (value) => {
    const token = value < 0 ? "negative" : "positive";
    return [color(token), 0.15 + (0.85 * Math.abs(value)) / most];
  };
}

/** From a value to its place, 0 to 1, inside the margins. */
function placer(values) {
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  return (value) => MARGIN + ((1 - 2 * MARGIN) * (value - low)) / span;
}
