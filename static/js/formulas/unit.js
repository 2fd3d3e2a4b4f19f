/** One unit, forward and backward, term by term, for one example. */
import { activation, bias, delta, net, weight } from "./symbols.js";
import { factor, joined, letter, m, number, row, sign, words } from "./tree.js";

const WRITTEN_OUT = 3;
const apply = (name, argument) => row(letter(name), sign("("), argument, sign(")"));
const slopeAt = (argument) => row(m("msup", letter("φ"), sign("′")), sign("("), argument, sign(")"));

const bracket = (part) => row(sign("("), part, sign(")"));

/**
 * @param {{layer: number, unit: number}} place
 * @param {object} values as the server sends them (`training/inspect.py`, Unit)
 * @returns {import("./edge.js").Step[]}
 */
export function unitSteps(place, values) {
  const isLast = values.loss !== null;
  return [
    {
      title: "Forward",
      formulas: sumFormulas(place, values),
      sentence: "What arrives, each times its weight, and the bias.",
    },
    isLast ? outputStep(place, values) : activationStep(place, values),
    isLast ? lossStep(place, values) : deltaStep(place, values),
  ];
}

/** The first terms of a sum, twice: in symbols and in numbers. */
function firstTerms(terms, symbols, numbers) {
  const shown = terms.slice(0, WRITTEN_OUT);
  const more = terms.length > WRITTEN_OUT ? [sign("…")] : [];
  return { symbols: [...shown.map(symbols), ...more], numbers: [...shown.map(numbers), ...more] };
}

function sumFormulas({ layer, unit }, values) {
  const { symbols, numbers } = firstTerms(
    values.forward,
    ({ source }) =>
      joined("·", weight({ layer, from: source, to: unit }), activation(layer - 1, source)),
    (term) => joined("·", factor(term.weight), factor(term.activation)),
  );
  return [
    joined("=", net(layer, unit), joined("+", ...symbols, bias(layer, unit))),
    joined("=", joined("+", ...numbers, factor(values.bias)), number(values.z)),
  ];
}

function activationStep({ layer, unit }, { z, value, mask, activation: a, derivative }) {
  const symbol = activation(layer, unit);
  const phi = apply("φ", net(layer, unit));
  const isScaled = mask !== 1;
  const formula = isScaled
    ? joined("=", symbol, joined("·", phi, letter("m")), joined("·", number(value), number(mask)), number(a))
    : joined("=", symbol, phi, apply("φ", number(z)), number(a));
  const slope = joined("=", slopeAt(net(layer, unit)), number(derivative));
  const dropped = "Dropout's factor m is 0 in this update: the unit is dropped, it sends nothing.";
  const scaled = "What the unit sends on, times dropout's factor m, and how steep φ is there.";
  return {
    title: "Activation",
    formulas: [formula, slope],
    sentence: isScaled
      ? mask === 0
        ? dropped
        : scaled
      : "What the unit sends on, and how steep φ is there.",
  };
}

function outputStep({ layer, unit }, { z, activation: a, loss }) {
  const arrived = net(layer, unit);
  const formula =
    loss.link === "linear"
      ? joined("=", activation(layer, unit), arrived, number(a))
      : joined("=", activation(layer, unit), apply(loss.link, arrived), apply(loss.link, number(z)), number(a));
  const softmax = "The softmax of all outputs' sums: a probability.";
  return {
    title: "Output",
    formulas: [formula],
    sentence: loss.link === "softmax" ? softmax : "What the network answers, o in the next line.",
  };
}

function deltaStep({ layer, unit }, { backward, total, slope, mask, delta: d }) {
  const { symbols, numbers } = firstTerms(
    backward,
    ({ to }) => joined("·", weight({ layer: layer + 1, from: unit, to }), delta(layer + 1, to)),
    (term) => joined("·", factor(term.weight), factor(term.delta)),
  );
  const own = slopeAt(net(layer, unit));
  const steep = mask === 1 ? own : joined("·", own, letter("m"));
  return {
    title: "Backward",
    formulas: [
      joined("=", delta(layer, unit), joined("·", steep, bracket(joined("+", ...symbols)))),
      joined(
        "=",
        joined("·", number(slope), bracket(joined("+", ...numbers))),
        joined("·", number(slope), factor(total)),
        number(d),
      ),
    ],
    sentence:
      "The deltas of the next layer come back through the same weights, times the slope here.",
  };
}

function lossStep({ layer, unit }, { delta: d, loss }) {
  const difference = joined("−", letter("o"), letter("t"));
  const numbers = joined("−", number(loss.output), factor(loss.target));
  const symbol = delta(layer, unit);
  if (loss.slope === null || loss.link === "linear") {
    return {
      title: "Error",
      formulas: [joined("=", symbol, difference, numbers, number(d))],
      sentence: "With this loss the output's delta is simply output minus target.",
    };
  }
  const slopeOf = (output) => {
    const below = row(sign("∂"), net(layer, unit));
    return m("mfrac", row(sign("∂"), activation(layer, output)), below);
  };
  const many = loss.terms.length > 1;
  const symbols = many
    ? loss.terms.map(({ output }) => {
        const apart = joined("−", activation(layer, output), m("msub", letter("t"), m("mn", String(output + 1))));
        return joined("·", bracket(apart), slopeOf(output));
      })
    : [joined("·", bracket(difference), slopeOf(unit))];
  const values = loss.terms.map((term) => joined("·", factor(term.difference), factor(term.slope)));
  return {
    title: "Error",
    formulas: [
      joined("=", symbol, joined("+", ...symbols)),
      joined("=", many ? joined("+", ...values) : joined("·", bracket(numbers), factor(loss.slope)), number(d)),
    ],
    sentence: many
      ? "Each output's error, times how much that output depends on this sum."
      : "The error's slope in the output, times the output's slope in its sum.",
  };
}
