/** One unit, forward and backward, term by term, for one example. */
import { errorStep, outputStep, outputDeltaStep } from "./loss.js";
import { activation, bias, delta, net, weight } from "./symbols.js";
import { backwardTerms, forwardTerms, slopeAt } from "./terms.js";
import { apply, bracket, equals, factor, joined, letter, number, sign } from "./tree.js";

/** Symbols of so many terms stand in a formula; the table below it has them all. */
const IN_SYMBOLS = 2;

/**
 * @param {{layer: number, unit: number}} place
 * @param {object} values as the server sends them (`training/inspect.py`, Unit)
 * @returns {import("./edge.js").Step[]}
 */
export function unitSteps(place, values) {
  const forward = forwardStep(place, values);
  if (values.loss === null) {
    return [forward, activationStep(place, values), backwardStep(place, values)];
  }
  const isAlone = values.loss.outputs.length === 1;
  return [
    forward,
    outputStep(place, values),
    errorStep(place, values.loss, isAlone),
    outputDeltaStep(place, values),
  ];
}

/** A sum in symbols, its first terms. */
function sumOf(terms, symbol) {
  const shown = terms.slice(0, IN_SYMBOLS).map(symbol);
  return terms.length > IN_SYMBOLS ? [...shown, sign("…")] : shown;
}

function forwardStep({ layer, unit }, values) {
  const symbols = sumOf(values.forward, ({ source }) =>
    joined("·", weight({ layer, from: source, to: unit }), activation(layer - 1, source)),
  );
  return {
    title: "Forward",
    formulas: [equals(net(layer, unit), joined("+", ...symbols, bias(layer, unit)))],
    terms: forwardTerms({ layer, unit }, values),
    sentence: "What arrives, each times its weight, and the bias.",
  };
}

function activationStep({ layer, unit }, { z, value, mask, activation: a, derivative }) {
  const symbol = activation(layer, unit);
  const phi = apply("φ", net(layer, unit));
  const isScaled = mask !== 1;
  const formula = isScaled
    ? equals(symbol, joined("·", phi, letter("m")), joined("·", number(value), number(mask)), number(a))
    : equals(symbol, phi, apply("φ", number(z)), number(a));
  const dropped = "Dropout's factor m is 0 in this update: the unit is dropped, it sends nothing.";
  const scaled = "What the unit sends on, times dropout's factor m, and how steep φ is there.";
  return {
    title: "Activation",
    formulas: [formula, equals(slopeAt(net(layer, unit)), number(derivative))],
    sentence: isScaled
      ? mask === 0
        ? dropped
        : scaled
      : "What the unit sends on, and how steep φ is there.",
  };
}

function backwardStep({ layer, unit }, values) {
  const { total, slope, mask, delta: d } = values;
  const symbols = sumOf(values.backward, ({ to }) =>
    joined("·", weight({ layer: layer + 1, from: unit, to }), delta(layer + 1, to)),
  );
  const own = slopeAt(net(layer, unit));
  const steep = mask === 1 ? own : joined("·", own, letter("m"));
  return {
    title: "Backward",
    formulas: [
      equals(
        delta(layer, unit),
        joined("·", steep, bracket(joined("+", ...symbols))),
        joined("·", number(slope), factor(total)),
        number(d),
      ),
    ],
    terms: backwardTerms({ layer, unit }, values),
    sentence:
      "The deltas of the next layer come back through the same weights, times the slope here.",
  };
}
