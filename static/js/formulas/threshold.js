/** L1's part of an update: the soft threshold after the optimizer's step, with its numbers. */
import { apply, bracket, equals, factor, joined, letter, m, number, row, sign } from "./tree.js";

/** What the optimizer's rule gives where a threshold follows: Δw is then the whole change. */
export const U = letter("u");

const LIMIT = joined("·", letter("α"), m("msub", letter("λ"), m("mn", "1")));
const size = (part) => row(sign("|"), part, sign("|"));

/**
 * @param {object} symbol the weight's
 * @param {{before: number, step: number, stepped: number, l1: number, threshold: number,
 *   after: number, rule: {learning_rate: number}}} values
 * @returns {import("./edge.js").Step}
 */
export function thresholdStep(symbol, { before, step, stepped, l1, threshold, after, rule }) {
  const moved = joined("+", symbol, U);
  const limit = joined("·", number(rule.learning_rate), number(l1));
  return {
    title: "L1's threshold",
    formulas: [
      equals(moved, joined("+", number(before), factor(step)), number(stepped)),
      equals(LIMIT, limit, number(threshold)),
      shrinking(
        [row(symbol, sign("←"), apply("sign", moved)), shrunk(moved, LIMIT)],
        [factor(Math.sign(stepped)), shrunk(number(stepped), number(threshold))],
        after,
      ),
    ],
    sentence: sentence(stepped, threshold),
  };
}

/** The two factors in symbols, then in numbers; it may be broken between them, too. */
function shrinking(symbols, numbers, after) {
  const whole = equals(joined("·", ...symbols), joined("·", ...numbers), number(after));
  const [first, second] = symbols;
  return { ...whole, lines: [first, row(sign("·"), second), ...whole.lines.slice(1)] };
}

/** max(|w| − limit, 0) */
function shrunk(part, limit) {
  const rest = row(size(part), sign("−"), limit, sign(","), m("mn", "0"));
  return row(letter("max"), bracket(rest));
}

function sentence(stepped, threshold) {
  if (Math.abs(stepped) <= threshold) return "The step ends no further from zero than α λ₁: the weight is exactly 0.";
  return "After the step, L1 moves the weight α λ₁ toward zero, with every optimizer alike.";
}
