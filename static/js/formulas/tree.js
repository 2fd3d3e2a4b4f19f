/**
 * Formulas as plain descriptions, turned into MathML elements in the end. A part that
 * stands for an edge, a unit or a bias carries it as `focus`: pointing at the part then
 * lights the thing in the picture, and the reverse.
 *
 * @typedef {{tag: string, focus?: object, attributes?: Record<string, string>,
 *   parts: (Formula | string)[], lines?: Formula[]}} Formula `lines`: where it may be
 *   broken on a narrow screen
 */
import { formatNumber } from "../core/format.js";

const SPACE = "http://www.w3.org/1998/Math/MathML";

/** @returns {Formula} */
export const m = (tag, ...parts) => ({ tag, parts });

export const row = (...parts) => m("mrow", ...parts);
export const letter = (text) => m("mi", text);
export const sign = (text) => m("mo", text);
export const words = (text) => m("mtext", text);
export const fraction = (above, below) => m("mfrac", above, below);
export const root = (part) => m("msqrt", part);
export const squared = (part) => m("msup", part, m("mn", "2"));

export const bracket = (part) => row(sign("("), part, sign(")"));

/** A function of something: `apply("φ", z)`. */
export const apply = (name, argument) => row(letter(name), bracket(argument));

/** The same formula, standing for what `focus` names. */
export const standsFor = (focus, formula) => ({ ...formula, focus });

/** A number as formulas show it: six digits, a true minus. */
export function figure(value) {
  return formatNumber(value, { digits: 6, trim: true });
}

/** "8.2e−7" as 8.2 × 10⁻⁷. */
export function number(value) {
  const [digits, power] = figure(value).split("e");
  if (power === undefined) return m("mn", digits);
  return row(m("mn", digits), sign("×"), m("msup", m("mn", "10"), m("mn", power)));
}

/** A number between other signs: in brackets where it is negative. */
export function factor(value) {
  return value < 0 ? row(sign("("), number(value), sign(")")) : number(value);
}

/** The parts with a sign between them: `joined("+", a, b, c)`. */
export function joined(between, ...parts) {
  return row(...parts.flatMap((part, i) => (i ? [sign(between), part] : [part])));
}

/** `a = b = c`, which may be broken before each equals sign. */
export function equals(first, ...others) {
  const lines = [first, ...others.map((part) => row(sign("="), part))];
  return { ...joined("=", first, ...others), lines };
}

/** What is read aloud or searched for: the formula as one line of text. */
export function asText(formula) {
  if (typeof formula === "string") return formula;
  return formula.parts.map(asText).join("");
}

/** The MathML element; parts that stand for something carry `data-focus` as JSON. */
export function toElement(formula, page = document) {
  if (typeof formula === "string") return page.createTextNode(formula);
  const element = page.createElementNS(SPACE, formula.tag);
  for (const [name, value] of Object.entries(formula.attributes ?? {})) {
    element.setAttribute(name, value);
  }
  if (formula.focus) element.setAttribute("data-focus", JSON.stringify(formula.focus));
  element.append(...formula.parts.map((part) => toElement(part, page)));
  return element;
}

/** A formula among words, in the size of text. */
export function toMath(formula, page = document) {
  const element = toElement(m("math", formula), page);
  element.setAttribute("translate", "no"); // symbols and numbers
  return element;
}

/** A whole formula as `math` elements, one for each piece that stays in one line. */
export function toLines(formula, page = document) {
  return (formula.lines ?? [formula]).map((part) => {
    const element = toMath(part, page);
    element.setAttribute("display", "block");
    return element;
  });
}
