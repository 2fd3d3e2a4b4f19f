/** The line where the network changes its mind, by marching squares over the map. */

/**
 * What the line is drawn around: where this is positive, one side of the decision.
 *
 * @returns {Float32Array[]} one field for two classes (the output itself); one a class
 *   for more: its lead over the best other class
 */
export function decisionFields({ size, channels, cells }) {
  const count = size * size;
  if (channels === 1) return [Float32Array.from(cells)];
  return Array.from({ length: channels }, (_, k) => {
    return Float32Array.from({ length: count }, (_, i) => {
      let other = -Infinity;
      for (let j = 0; j < channels; j += 1) {
        if (j !== k) other = Math.max(other, cells[j * count + i]);
      }
      return cells[k * count + i] - other;
    });
  });
}

/**
 * Pieces of the line where `field` is 0, in units of cells: (0, 0) is the centre of the
 * top left cell.
 *
 * @param {Float32Array} field size x size
 * @returns {number[]} x0, y0, x1, y1 of each piece, one after the other
 */
export function zeroLine(field, size) {
  const pieces = [];
  for (let y = 0; y < size - 1; y += 1) {
    for (let x = 0; x < size - 1; x += 1) {
      const i = y * size + x;
      square(pieces, x, y, [field[i], field[i + 1], field[i + size + 1], field[i + size]]);
    }
  }
  return pieces;
}

/** Corners clockwise from the top left; sides top, right, bottom, left. */
const CORNERS = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
];

function square(pieces, x, y, values) {
  const crossings = [];
  for (let side = 0; side < 4; side += 1) {
    const [a, b] = [values[side], values[(side + 1) % 4]];
    if (a > 0 === b > 0) continue;
    const share = a / (a - b);
    const [from, to] = [CORNERS[side], CORNERS[(side + 1) % 4]];
    crossings.push(
      x + from[0] + share * (to[0] - from[0]),
      y + from[1] + share * (to[1] - from[1]),
    );
  }
  if (crossings.length === 8 && values[0] > 0 === middle(values) > 0) {
    // A saddle whose middle agrees with the top left corner: join the other pairs.
    crossings.push(crossings.shift(), crossings.shift());
  }
  for (const crossing of crossings) pieces.push(crossing);
}

function middle(values) {
  return values.reduce((sum, value) => sum + value, 0) / 4;
}
