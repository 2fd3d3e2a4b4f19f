/** Small curves of one run: the training error in ink, the validation error above it. */
import { setAttribute } from "../core/dom.js";
import { extent } from "../pictures/decimate.js";

const SPACE = "http://www.w3.org/2000/svg";
export const BOX = { width: 120, height: 36, edge: 2 };

/** The path of one curve; a gap where there is no number. */
export function sparkPath(epochs, values, { last, low, high }) {
  const { width, height, edge } = BOX;
  const across = (epoch) => edge + (last > 0 ? epoch / last : 0) * (width - 2 * edge);
  const down = (value) => edge + ((high - value) / (high - low || 1)) * (height - 2 * edge);
  let path = "";
  let isOpen = false;
  values.forEach((value, i) => {
    if (value !== null) path += `${isOpen ? "L" : "M"}${across(epochs[i]).toFixed(1)} ${down(value).toFixed(1)}`;
    isOpen = value !== null;
  });
  return path;
}

/** @param {object} series a record's */
export function createSparkline(series, label) {
  const picture = document.createElementNS(SPACE, "svg");
  const box = { viewBox: `0 0 ${BOX.width} ${BOX.height}`, class: "sparkline", role: "img", "aria-label": label };
  for (const [name, value] of Object.entries(box)) picture.setAttribute(name, value);
  const sets = ["train", "validation"].filter((set) => series[set]);
  const [low, high] = extent(sets.map((set) => series[set])) ?? [0, 1];
  const ends = { last: series.epoch.at(-1) ?? 0, low: Math.min(0, low), high };
  for (const set of sets) {
    const path = document.createElementNS(SPACE, "path");
    setAttribute(path, "class", `spark-${set}`);
    setAttribute(path, "d", sparkPath(series.epoch, series[set], ends));
    picture.append(path);
  }
  return picture;
}
