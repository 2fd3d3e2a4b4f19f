/**
 * Sums written out, term by term, as tables. A row that stands for an edge, a unit or a
 * bias carries it as `focus`; one that stands for an example of the batch, its number.
 */
import { activation, bias, delta, net } from "./symbols.js";
import { bracket, figure, letter, m, row, sign, words } from "./tree.js";

/**
 * @typedef {{label: import("./tree.js").Formula, focus?: object, example?: number,
 *   isLooked?: boolean, cells: (number|null)[]}} Row
 * @typedef {{name: string, heads: import("./tree.js").Formula[], rows: Row[],
 *   foot: Row[], page?: {first: number, count: number}}} Terms
 */

const times = (a, b) => row(letter(a), sign("·"), letter(b));
/** The activation function's slope at `argument`: φ′(z). */
export const slopeAt = (argument) => row(m("msup", letter("φ"), sign("′")), bracket(argument));

/** What arrives at a unit: each activation times its weight, the bias, their sum z. */
export function forwardTerms({ layer, unit }, values) {
  const sent = layer === 1 ? "x" : "a";
  return {
    name: "What arrives, term by term",
    heads: [words("from"), letter("w"), letter(sent), times("w", sent)],
    rows: values.forward.map(({ source, weight, activation: a, product }) => ({
      label: activation(layer - 1, source),
      focus: { kind: "edge", layer, from: source, to: unit },
      cells: [weight, a, product],
    })),
    foot: [
      { label: bias(layer, unit), focus: { kind: "bias", layer, unit }, cells: [values.bias, null, values.bias] },
      { label: row(words("sum "), net(layer, unit)), cells: [null, null, values.z] },
    ],
  };
}

/** What comes back to a unit: each delta times its weight, their sum, the slope, δ. */
export function backwardTerms({ layer, unit }, values) {
  const foot = [
    { label: words("sum"), cells: [null, null, values.total] },
    { label: row(words("times "), slopeAt(letter("z"))), cells: [null, null, values.derivative] },
  ];
  if (values.mask !== 1) {
    foot.push({ label: row(words("times "), letter("m")), cells: [null, null, values.mask] });
  }
  foot.push({ label: delta(layer, unit), cells: [null, null, values.delta] });
  return {
    name: "What comes back, term by term",
    heads: [words("to"), letter("w"), letter("δ"), times("w", "δ")],
    rows: values.backward.map(({ to, weight, delta: d, product }) => ({
      label: delta(layer + 1, to),
      focus: { kind: "edge", layer: layer + 1, from: unit, to },
      cells: [weight, d, product],
    })),
    foot,
  };
}

const outputSymbol = (layer, output) => ({
  label: activation(layer, output),
  focus: { kind: "unit", layer, unit: output },
});

/** Each output's part of a squared error. */
export function squareTerms(layer, { outputs, targets, parts, error }) {
  const half = m("mfrac", m("mn", "1"), m("mn", "2"));
  const difference = row(sign("("), letter("t"), sign("−"), letter("o"), sign(")"));
  return {
    name: "Each output's part of the error",
    heads: [words("output"), letter("o"), letter("t"), row(half, m("msup", difference, m("mn", "2")))],
    rows: parts.map((part, output) => ({
      ...outputSymbol(layer, output),
      cells: [outputs[output], targets[output], part],
    })),
    foot: [{ label: letter("E"), cells: [null, null, error] }],
  };
}

/** Each output's part of the delta of one of them. */
export function lossTerms({ layer, unit }, { terms }, total) {
  const o = m("msub", letter("o"), letter("k"));
  const t = m("msub", letter("t"), letter("k"));
  const slope = m("mfrac", row(sign("∂"), o), row(sign("∂"), letter("z")));
  return {
    name: "Each output's part of the delta",
    heads: [words("output"), row(o, sign("−"), t), slope, words("product")],
    rows: terms.map(({ output, difference, slope: s, product }) => ({
      ...outputSymbol(layer, output),
      cells: [difference, s, product],
    })),
    foot: [{ label: delta(layer, unit), cells: [null, null, total] }],
  };
}

/** Each example's part of a gradient, a page of the batch, and the mean of them all. */
export function exampleTerms(values, isBias, sent) {
  const part = ({ activation: a, delta: d, product }) => (isBias ? [d] : [a, d, product]);
  const mean = values.data_gradient;
  return {
    name: "Each example's part",
    heads: [words("example"), ...(isBias ? [letter("δ")] : [letter(sent), letter("δ"), times(sent, "δ")])],
    rows: values.examples.map((each, i) => ({
      label: words(String(values.first + i + 1)),
      example: values.first + i,
      isLooked: values.first + i === values.looked,
      cells: part(each),
    })),
    foot: [{ label: words(`mean of ${values.count}`), cells: isBias ? [mean] : [null, null, mean] }],
    page: { first: values.first, count: values.count },
  };
}

const EMPTY = "";
/** As wide as a digit, and no character of the number. */
const PAD = "\u2007";

/**
 * A table's cells as text, the decimal points of each column below each other.
 *
 * @param {Terms} terms
 * @returns {string[][]} the rows' cells, then the foot's
 */
export function alignedCells({ rows, foot }) {
  return aligned([...rows, ...foot].map((each) => {
    return each.cells.map((value) => (value === null ? EMPTY : figure(value)));
  }));
}

/**
 * Cells that are text already, the decimal points of each column below each other.
 *
 * @param {string[][]} cells row by row
 * @returns {string[][]}
 */
export function aligned(cells) {
  const columns = cells[0]?.length ?? 0;
  const most = Array.from({ length: columns }, (_, column) => {
    return Math.max(...cells.map((each) => afterPoint(each[column])));
  });
  return cells.map((each) =>
    each.map((text, column) => (text === EMPTY ? text : text + PAD.repeat(most[column] - afterPoint(text)))),
  );
}

/** How many characters of a number stand after its whole part. */
function afterPoint(text) {
  const whole = /^−?\d+/.exec(text)?.[0].length ?? text.length;
  return text.length - whole;
}
