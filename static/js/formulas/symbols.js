/**
 * The symbols of the formulas. Units and layers count from 1 as in the picture; the layer
 * stands above in brackets: w⁽²⁾₅,₃ leads from unit 5 of layer 1 to unit 3 of layer 2.
 */
import { fraction, letter, m, row, sign, standsFor } from "./tree.js";

const above = (layer) => row(sign("("), m("mn", String(layer)), sign(")"));
const below = (...units) =>
  row(...units.flatMap((unit, i) => [...(i ? [sign(",")] : []), m("mn", String(unit + 1))]));

const indexed = (name, layer, ...units) => {
  return m("msubsup", letter(name), below(...units), above(layer));
};

/** The weight from unit `from` of layer - 1 to unit `to` of `layer`. */
export function weight({ layer, from, to }) {
  return standsFor({ kind: "edge", layer, from, to }, indexed("w", layer, from, to));
}

export function bias(layer, unit) {
  return standsFor({ kind: "bias", layer, unit }, indexed("b", layer, unit));
}

export function activation(layer, unit) {
  const name = layer === 0 ? "x" : "a";
  const symbol = layer === 0 ? m("msub", letter(name), below(unit)) : indexed(name, layer, unit);
  return standsFor({ kind: "unit", layer, unit }, symbol);
}

export function net(layer, unit) {
  return standsFor({ kind: "unit", layer, unit }, indexed("z", layer, unit));
}

export function delta(layer, unit) {
  return standsFor({ kind: "unit", layer, unit }, indexed("δ", layer, unit));
}

/** ∂E/∂w of a parameter's symbol. */
export function slope(parameter) {
  return fraction(row(sign("∂"), letter("E")), row(sign("∂"), parameter));
}

/** Δw of a parameter's symbol. */
export function change(parameter) {
  return row({ ...letter("Δ"), attributes: { mathvariant: "normal" } }, parameter);
}
