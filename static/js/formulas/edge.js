/** The chain rule of one weight or bias, with its numbers, step by step. */
import { ruleFormulas } from "./rule.js";
import { activation, bias, change, delta, slope, weight } from "./symbols.js";
import { exampleTerms } from "./terms.js";
import { thresholdStep, U } from "./threshold.js";
import { equals, factor, figure, fraction, joined, letter, m, number, row, sign, words } from "./tree.js";

/**
 * @typedef {{title: string, formulas: object[], terms?: import("./terms.js").Terms,
 *   sentence: string}} Step
 * @param {{layer: number, from: number, to: number}} edge
 * @param {object} values as the server sends them (`training/inspect.py`, Parameter);
 *   `looked`: the place in the batch of the example looked at; `now`: the weight's value
 *   where it was changed after the update
 * @returns {Step[]}
 */
export function edgeSteps(edge, values) {
  const parts = [activation(edge.layer - 1, edge.from), delta(edge.layer, edge.to)];
  const words =
    "What the unit before sends, times how much the error depends on the sum of the unit after";
  return steps(weight(edge), parts, values, words, edge.layer === 1 ? "x" : "a");
}

/** @returns {Step[]} */
export function biasSteps({ layer, unit }, values) {
  const words = "A bias is a weight from a unit that always sends 1, so its gradient is the unit's delta";
  return steps(bias(layer, unit), [delta(layer, unit)], values, words, null);
}

function steps(symbol, parts, values, words, sent) {
  const isMean = values.count > 1;
  const gradient = {
    title: "Gradient",
    formulas: [gradientFormula(symbol, parts, values)],
    sentence: words + (isMean ? ", averaged over the batch." : "."),
  };
  if (isMean) gradient.terms = exampleTerms(values, sent === null, sent);
  return [gradient, ...afterGradient(symbol, values)];
}

function gradientFormula(symbol, parts, values) {
  const general = joined("·", ...parts);
  const result = number(values.data_gradient);
  if (values.count > 1) {
    const share = fraction(m("mn", "1"), m("mn", String(values.count)));
    const sum = row(share, m("munder", sign("∑"), words("batch")), general);
    return equals(slope(symbol), sum, result);
  }
  if (parts.length === 1) return equals(slope(symbol), general, result);
  const { activation: a, delta: d } = values.example;
  return equals(slope(symbol), general, joined("·", factor(a), factor(d)), result);
}

function afterGradient(symbol, values) {
  const steps = [];
  const hasThreshold = values.threshold > 0;
  if (values.penalty_gradient !== 0) steps.push(penaltyStep(values));
  steps.push({
    title: "Update",
    formulas: ruleFormulas(values.optimizer, hasThreshold ? U : change(symbol), values),
    sentence: "The step against the gradient g: the optimizer's rule.",
  });
  if (hasThreshold) steps.push(thresholdStep(symbol, values));
  steps.push({
    title: "After it",
    formulas: [
      equals(
        joined("+", symbol, change(symbol)),
        joined("+", number(values.before), factor(values.update)),
        number(values.after),
      ),
    ],
    sentence:
      (hasThreshold ? "The whole change Δw is the step and what the threshold took off. " : "") +
      "All updates are made at once, from the old weights." +
      (values.now === undefined ? "" : ` Since then it was set to ${figure(values.now)}.`),
  });
  return steps;
}

function penaltyStep({ data_gradient, penalty_gradient, gradient }) {
  const sum = joined("+", number(data_gradient), factor(penalty_gradient));
  return {
    title: "With L2",
    formulas: [equals(letter("g"), sum, number(gradient))],
    sentence: "The L2 penalty adds its own slope, λ₂ times the weight, which pulls it toward zero.",
  };
}
