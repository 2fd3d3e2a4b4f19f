/** The network's output over the input plane, painted cell by cell into a small canvas. */
import { h } from "../core/dom.js";
import { mapTable, mix, pixel } from "./colors.js";
import { colorCells } from "./maps.js";

const HALF = 127;
/** Pale enough that points of the same colour are seen on it. */
export const DEPTH = 0.58;

/** @param {HTMLCanvasElement} [canvas] */
export function createOutputMap(canvas = h("canvas")) {
  const context = canvas.getContext("2d");
  let image = null;

  return {
    /**
     * @param {{size: number, channels: number, scale: number, cells: Int8Array}} output
     * @param {number} limit the value with the full colour
     * @param {object} palette see colors.palette
     */
    fill(output, limit, palette) {
      const { size, channels } = output;
      if (!image || image.width !== size) {
        canvas.width = size;
        canvas.height = size;
        image = context.createImageData(size, size);
      }
      const pixels = new Uint32Array(image.data.buffer);
      if (channels === 1) {
        colorCells(pixels, 0, output, limit, mapTable(palette.ends, DEPTH));
      } else {
        colorClasses(pixels, output, palette);
      }
      context.putImageData(image, 0, 0);
    },
    /** Draws the map over a rectangle, smoothed between the cells' centres. */
    draw(target, { x, y, width, height }, quality = "low") {
      if (!image) return;
      target.imageSmoothingQuality = quality;
      target.drawImage(canvas, x, y, width, height);
    },
    url(side = 400) {
      const copy = h("canvas", { width: side, height: side });
      this.draw(copy.getContext("2d"), { x: 0, y: 0, width: side, height: side }, "high");
      return copy.toDataURL();
    },
  };
}

/** Each cell in the colour of its likeliest class: the surer, the fuller. */
export function colorClasses(pixels, { size, channels, cells, scale }, palette) {
  const count = size * size;
  const tables = palette.classes
    .slice(0, channels)
    .map((color) => shades(palette.neutral, color));
  for (let i = 0; i < count; i += 1) {
    const best = likeliest(cells, i, count, channels);
    const share = Math.max(0, (cells[best * count + i] / HALF) * scale);
    const sure = Math.max(0, (share * channels - 1) / (channels - 1));
    pixels[i] = tables[best][Math.min(HALF, Math.round(sure * HALF))];
  }
}

function likeliest(cells, i, count, channels) {
  let best = 0;
  for (let k = 1; k < channels; k += 1) {
    if (cells[k * count + i] > cells[best * count + i]) best = k;
  }
  return best;
}

function shades(from, to) {
  const table = new Uint32Array(HALF + 1);
  for (let step = 0; step <= HALF; step += 1) {
    table[step] = pixel(mix(from, to, (DEPTH * step) / HALF));
  }
  return table;
}
