/** The output: what it answers, the error in the loss's own form, and its delta. */
import { activation, delta, net } from "./symbols.js";
import { lossTerms, squareTerms } from "./terms.js";
import { apply, bracket, equals, factor, fraction, joined, letter, m, number, row, sign, squared } from "./tree.js";

const one = () => m("mn", "1");
const less = (a, b) => joined("−", a, b);
const gap = () => ({ ...m("mspace"), attributes: { width: "0.17em" } });
const ln = (part) => row(m("mi", "ln"), gap(), part);
const minus = (part) => row(sign("−"), part);

/** @returns {import("./edge.js").Step} */
export function outputStep({ layer, unit }, { z, activation: a, loss }) {
  const arrived = net(layer, unit);
  const formula =
    loss.link === "linear"
      ? equals(activation(layer, unit), arrived, number(a))
      : equals(activation(layer, unit), apply(loss.link, arrived), apply(loss.link, number(z)), number(a));
  const softmax = "The softmax of all outputs' sums: a probability.";
  return {
    title: "Output",
    formulas: [formula],
    sentence: loss.link === "softmax" ? softmax : "What the network answers, o in the next lines.",
  };
}

/** E of the example, in the form of its loss. */
export function errorStep(place, loss, isAlone) {
  const step = { title: "Error", ...(loss.squares.length ? squares(place, loss, isAlone) : surprise(place, loss)) };
  const picked = "The error of this example; training makes its mean small.";
  return { ...step, sentence: step.sentence ?? picked };
}

function squares({ layer }, { outputs, targets, squares: parts, error }, isAlone) {
  const half = fraction(one(), m("mn", "2"));
  const symbol = squared(bracket(less(letter("t"), letter("o"))));
  if (isAlone) {
    const values = squared(bracket(less(number(targets[0]), factor(outputs[0]))));
    return { formulas: [equals(letter("E"), row(half, symbol), row(half, values), number(error))] };
  }
  const sum = row(half, m("munder", sign("∑"), letter("k")), squared(bracket(less(below("t"), below("o")))));
  return {
    formulas: [equals(letter("E"), sum, number(error))],
    terms: squareTerms(layer, { outputs, targets, parts, error }),
    sentence: "Each output's share of this example's error.",
  };
}

function surprise({ layer }, { link, outputs, targets, error }) {
  if (link === "softmax") {
    const right = targets.indexOf(1);
    const general = row(minus(m("munder", sign("∑"), letter("k"))), below("t"), gap(), ln(below("o")));
    return {
      formulas: [
        equals(letter("E"), general, minus(ln(activation(layer, right))), minus(ln(number(outputs[right]))), number(error)),
      ],
      sentence: "How surprised the network is by the right class: all the other targets are 0.",
    };
  }
  const general = row(
    sign("−"),
    bracket(
      joined(
        "+",
        row(letter("t"), gap(), ln(letter("o"))),
        row(bracket(less(one(), letter("t"))), gap(), ln(bracket(less(one(), letter("o"))))),
      ),
    ),
  );
  const [o] = outputs;
  const isOne = targets[0] === 1;
  const rest = isOne ? ln(number(o)) : ln(bracket(less(one(), number(o))));
  return {
    formulas: [equals(letter("E"), general, minus(rest), number(error))],
    sentence: `How surprised the network is by the right class; the target t is ${targets[0]}.${atTheEdge(o)}`,
  };
}

/** Where o rounds to 0 or 1, its logarithm says nothing: the engine takes E from z. */
function atTheEdge(o) {
  return Math.min(o, 1 - o) < 1e-6 ? " E comes from z, exact where o rounds to 0 or 1." : "";
}

const below = (name) => m("msub", letter(name), letter("k"));

/** ∂E/∂z of an output. */
export function outputDeltaStep({ layer, unit }, { delta: d, loss }) {
  const step = { title: "Delta" };
  const difference = less(letter("o"), letter("t"));
  const numbers = less(number(loss.output), factor(loss.target));
  const symbol = delta(layer, unit);
  const meaning = fraction(row(sign("∂"), letter("E")), row(sign("∂"), net(layer, unit)));
  if (loss.slope === null || loss.link === "linear") {
    return {
      ...step,
      formulas: [equals(symbol, meaning, difference, numbers, number(d))],
      sentence:
        loss.slope === null
          ? `E's slope in o times o's slope in z (${loss.link}): all but output minus target cancels out.`
          : "E's slope in the output: with this loss simply output minus target.",
    };
  }
  const slopeOf = (part) =>
    fraction(row(sign("∂"), part), row(sign("∂"), net(layer, unit)));
  if (loss.terms.length > 1) {
    const each = row(m("munder", sign("∑"), letter("k")), bracket(less(below("o"), below("t"))), slopeOf(below("o")));
    return {
      ...step,
      formulas: [equals(symbol, meaning, each, number(d))],
      terms: lossTerms({ layer, unit }, loss, d),
      sentence: "Each output's error, times how much that output depends on this sum.",
    };
  }
  const own = row(letter("o"), bracket(less(one(), letter("o"))));
  return {
    ...step,
    formulas: [
      equals(slopeOf(activation(layer, unit)), own, number(loss.slope)),
      equals(
        symbol,
        joined("·", bracket(difference), slopeOf(activation(layer, unit))),
        joined("·", bracket(numbers), factor(loss.slope)),
        number(d),
      ),
    ],
    sentence: "The error's slope in the output, o − t, times the output's slope in its sum.",
  };
}
