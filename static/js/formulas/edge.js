/** The chain rule of one weight or bias, with its numbers, step by step. */
import { ruleFormulas } from "./rule.js";
import { activation, bias, change, delta, slope, weight } from "./symbols.js";
import { factor, fraction, joined, letter, m, number, row, sign, words } from "./tree.js";

/** Of a batch so many products are written out. */
const WRITTEN_OUT = 3;

/**
 * @typedef {{title: string, formulas: object[], sentence: string}} Step
 * @param {{layer: number, from: number, to: number}} edge
 * @param {object} values as the server sends them (`training/inspect.py`, Parameter)
 * @returns {Step[]}
 */
export function edgeSteps(edge, values) {
  const symbol = weight(edge);
  const parts = [activation(edge.layer - 1, edge.from), delta(edge.layer, edge.to)];
  const products = values.examples.map(({ activation: a, delta: d }) => [a, d]);
  return [
    {
      title: "Gradient",
      formulas: gradientFormulas(symbol, parts, products, values),
      sentence:
        "What the unit before sends, times how much the error depends on the sum of the unit after" +
        (values.count > 1 ? ", averaged over the batch." : "."),
    },
    ...afterGradient(symbol, values),
  ];
}

/** @returns {Step[]} */
export function biasSteps({ layer, unit }, values) {
  const symbol = bias(layer, unit);
  const products = values.examples.map(({ delta: d }) => [d]);
  return [
    {
      title: "Gradient",
      formulas: gradientFormulas(symbol, [delta(layer, unit)], products, values),
      sentence:
        "A bias is a weight from a unit that always sends 1, so its gradient is the unit's delta" +
        (values.count > 1 ? ", averaged over the batch." : "."),
    },
    ...afterGradient(symbol, values),
  ];
}

function gradientFormulas(symbol, parts, products, values) {
  const product = (factors) =>
    factors.length === 1
      ? factor(factors[0])
      : joined("·", ...factors.map(factor));
  const general = joined("·", ...parts);
  if (values.count === 1) {
    return [joined("=", slope(symbol), general, product(products[0]), number(values.data_gradient))];
  }
  const share = fraction(m("mn", "1"), m("mn", String(values.count)));
  const sum = row(share, m("munder", sign("∑"), words("batch")), general);
  const written = products.slice(0, WRITTEN_OUT).map(product);
  const rest = values.count > WRITTEN_OUT ? [sign("…")] : [];
  const all = row(share, sign("("), joined("+", ...written, ...rest), sign(")"));
  return [joined("=", slope(symbol), sum), joined("=", all, number(values.data_gradient))];
}

function afterGradient(symbol, values) {
  const steps = [];
  if (values.penalty_gradient !== 0) steps.push(penaltyStep(values));
  steps.push({
    title: "Update",
    formulas: ruleFormulas(values.optimizer, change(symbol), values),
    sentence: "The step against the gradient g: the optimizer's rule.",
  });
  steps.push({
    title: "After it",
    formulas: [
      joined(
        "=",
        joined("+", symbol, change(symbol)),
        joined("+", number(values.before), factor(values.update)),
        number(values.after),
      ),
    ],
    sentence: "All updates are made at once, from the old weights.",
  });
  return steps;
}

function penaltyStep({ data_gradient, penalty_gradient, gradient }) {
  const sum = joined("+", number(data_gradient), factor(penalty_gradient));
  return {
    title: "With the penalty",
    formulas: [joined("=", letter("g"), sum, number(gradient))],
    sentence: "The regularizer adds its own slope, which pulls the weight toward zero.",
  };
}
