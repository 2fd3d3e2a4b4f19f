/**
 * The optimizer's rule for one parameter, with its numbers: how the gradient g became
 * the optimizer's step. Symbols as in the help of the optimizers.
 */
import { equals, factor, fraction, joined, letter, m, number, root, row, sign, squared } from "./tree.js";

const EPSILON = 1e-8;
const RHO = 0.9;
const BETA_1 = 0.9;
const BETA_2 = 0.999;

const g = () => letter("g");
const is = equals;
const times = (...parts) => joined("·", ...parts);
const becomes = (symbol, first, ...parts) => equals(row(symbol, sign("←"), first), ...parts);
const minus = (part) => row(sign("−"), part);
const hat = (name) => m("mover", letter(name), sign("^"));

/**
 * @param {string} optimizer its name among the settings
 * @param {object} change the symbol of the step: Δw or Δb, or u where L1's threshold follows
 * @param {{gradient: number, step: number, rule: Record<string, number>}} values
 *   `rule`: the learning rate and what else the optimizer's rule names
 * @returns {object[]} formulas, one a line
 */
export function ruleFormulas(optimizer, change, values) {
  return RULES[optimizer](change, values);
}

const RULES = {
  sgd: (change, { rule, gradient, step }) => [
    is(
      change,
      minus(times(letter("α"), g())),
      minus(times(number(rule.learning_rate), factor(gradient))),
      number(step),
    ),
  ],
  momentum: (change, values) => [velocity(values), stepAlong(change, values)],
  nesterov: (change, values) => [velocity(values), stepAhead(change, values)],
  rmsprop: (change, values) => [
    average("s", RHO, values.rule.square_before, squareOf(values), values.rule.square_after),
    is(
      change,
      minus(fraction(times(letter("α"), g()), row(root(letter("s")), sign("+"), letter("ε")))),
      minus(
        fraction(
          times(number(values.rule.learning_rate), factor(values.gradient)),
          joined("+", root(number(values.rule.square_after)), number(EPSILON)),
        ),
      ),
      number(values.step),
    ),
  ],
  adam: (change, values) => adam(change, values),
};

function velocity({ gradient, rule }) {
  return becomes(
    letter("v"),
    joined("+", times(letter("μ"), letter("v")), g()),
    joined("+", times(number(rule.momentum), factor(rule.velocity_before)), factor(gradient)),
    number(rule.velocity_after),
  );
}

function stepAlong(change, { rule, step }) {
  return is(
    change,
    minus(times(letter("α"), letter("v"))),
    minus(times(number(rule.learning_rate), factor(rule.velocity_after))),
    number(step),
  );
}

function stepAhead(change, { gradient, rule, step }) {
  const ahead = (first, second) => row(sign("("), joined("+", first, second), sign(")"));
  return is(
    change,
    minus(times(letter("α"), ahead(g(), times(letter("μ"), letter("v"))))),
    minus(
      times(
        number(rule.learning_rate),
        ahead(number(gradient), times(number(rule.momentum), factor(rule.velocity_after))),
      ),
    ),
    number(step),
  );
}

const squareOf = ({ gradient }) => [squared(g()), squared(factor(gradient))];

/** name ← β name + (1 − β) what */
function average(name, beta, before, [symbol, value], after) {
  const rest = number(Number((1 - beta).toPrecision(3)));
  return becomes(
    letter(name),
    joined("+", times(number(beta), letter(name)), times(rest, symbol)),
    joined("+", times(number(beta), factor(before)), times(rest, value)),
    number(after),
  );
}

function adam(change, values) {
  const { rule, gradient, step } = values;
  const corrected = (name, beta, after, result) =>
    is(
      hat(name),
      fraction(letter(name), row(m("mn", "1"), sign("−"), m("msup", number(beta), letter("t")))),
      fraction(
        number(after),
        row(m("mn", "1"), sign("−"), m("msup", number(beta), m("mn", String(rule.steps)))),
      ),
      number(result),
    );
  return [
    average("m", BETA_1, rule.mean_before, [g(), factor(gradient)], rule.mean_after),
    average("v", BETA_2, rule.square_before, squareOf(values), rule.square_after),
    corrected("m", BETA_1, rule.mean_after, rule.mean_corrected),
    corrected("v", BETA_2, rule.square_after, rule.square_corrected),
    is(
      change,
      minus(
        fraction(times(letter("α"), hat("m")), row(root(hat("v")), sign("+"), letter("ε"))),
      ),
      minus(
        fraction(
          times(number(rule.learning_rate), factor(rule.mean_corrected)),
          joined("+", root(number(rule.square_corrected)), number(EPSILON)),
        ),
      ),
      number(step),
    ),
  ];
}
