/**
 * The units' maps over the input plane. They are painted into one small canvas, a map
 * under the other, and drawn from there at the size of the units.
 */
import { h } from "../core/dom.js";
import { mapTable } from "./colors.js";

const HALF = 127;
const DEPTH = 0.92;
const PAD = 1;

/** Activations whose values lie between -1 and 1: their maps share one fixed scale. */
const BOUNDED = new Set(["tanh", "sigmoid"]);

/** The value at which a map's colour is full: 1 where values are bounded. */
export function mapLimits(maps, network, columns) {
  const limits = [];
  let unit = 0;
  columns.forEach(({ units }, position) => {
    const scales = maps.slice(unit, unit + units.length).map((map) => map.scale);
    const last = position === columns.length - 1;
    const bounded = last ? network.output !== "linear" : BOUNDED.has(network.activation);
    const most = Math.max(...scales, 1e-12);
    for (let i = 0; i < units.length; i += 1) limits.push(bounded ? 1 : most);
    unit += units.length;
  });
  return limits;
}

/**
 * Writes one map's pixels.
 *
 * @param {Uint32Array} pixels where to, from `start` on
 * @param {{scale: number, cells: Int8Array}} map
 * @param {Uint32Array} table see colors.mapTable
 */
export function colorCells(pixels, start, { scale, cells }, limit, table) {
  const factor = scale / limit;
  for (let i = 0; i < cells.length; i += 1) {
    const value = Math.round(cells[i] * factor);
    pixels[start + i] = table[Math.max(-HALF, Math.min(HALF, value)) + HALF];
  }
}

/**
 * The canvas that holds all maps of one kind. Above and below each map its outer rows
 * stand once more, so that smoothing does not mix in its neighbour.
 */
export function createAtlas() {
  const canvas = h("canvas");
  const context = canvas.getContext("2d");
  let size = 0;
  let rows = 0;
  let image = null;

  function fit(maps) {
    [size, rows] = [maps[0].size, maps[0].rows];
    const height = (rows + 2 * PAD) * maps.length;
    if (image && image.width === size && image.height === height) return;
    canvas.width = size;
    canvas.height = height;
    image = context.createImageData(size, height);
  }

  return {
    /** @param {(index: number) => Uint32Array} table the colours of each map */
    fill(maps, limits, table) {
      if (!maps?.length) return;
      fit(maps);
      const pixels = new Uint32Array(image.data.buffer);
      const each = size * (rows + 2 * PAD);
      maps.forEach((map, index) => {
        const first = index * each + size * PAD;
        const end = first + size * rows;
        colorCells(pixels, first, map, limits[index], table(index));
        pixels.copyWithin(first - size, first, first + size);
        pixels.copyWithin(end, end - size, end);
      });
      context.putImageData(image, 0, 0);
    },
    /** Draws one map as a square; what has one row becomes a strip of columns. */
    draw(target, index, x, y, side) {
      if (image) {
        const top = index * (rows + 2 * PAD) + PAD;
        target.drawImage(canvas, 0, top, size, rows, x, y, side, side);
      }
    },
    /** One map as a PNG's data URL, for the SVG export. */
    url(index, side = 96) {
      const copy = h("canvas", { width: side, height: side });
      if (image) this.draw(copy.getContext("2d"), index, 0, 0, side);
      return copy.toDataURL();
    },
    empty: () => image === null,
  };
}

/** The tables of a palette: signed values, and one a class for probabilities. */
export function mapTables({ ends, neutral, classes }) {
  return {
    signed: mapTable(ends, DEPTH),
    classes: classes.map((high) => mapTable({ low: neutral, middle: neutral, high }, DEPTH)),
  };
}
