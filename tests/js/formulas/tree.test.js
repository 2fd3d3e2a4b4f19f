import assert from "node:assert/strict";
import { test } from "node:test";
import { activation, bias, slope, weight } from "../../../static/js/formulas/symbols.js";
import { asText, equals, factor, figure, joined, number, toLines, toMath } from "../../../static/js/formulas/tree.js";

/** As much of a document as formulas need. */
const page = {
  createTextNode: (text) => ({ text }),
  createElementNS: (space, tag) => ({
    space,
    tag,
    attributes: {},
    children: [],
    setAttribute(name, value) {
      this.attributes[name] = value;
    },
    append(...children) {
      this.children.push(...children);
    },
  }),
};

test("numbers have six digits, a true minus and powers of ten", () => {
  const shown = [0, 0.1234567, -2.5, 1e-7, -123456.789, null].map(figure);
  assert.deepEqual(shown, ["0", "0.123457", "−2.5", "1e−7", "−123457", "–"]);
  assert.equal(asText(number(-8.25e-7)), "−8.25×10−7");
  assert.equal(asText(factor(-2)), "(−2)");
  assert.equal(asText(factor(2)), "2");
});

test("indices count from 1, as the picture's names do", () => {
  const edge = { layer: 2, from: 4, to: 2 };
  assert.equal(asText(weight(edge)), "w5,3(2)");
  assert.deepEqual(weight(edge).focus, { kind: "edge", ...edge });
  assert.equal(asText(activation(0, 1)), "x2");
  assert.equal(asText(slope(bias(1, 0))), "∂E∂b1(1)");
});

test("a formula becomes MathML, with what its parts stand for", () => {
  const math = toMath(joined("+", activation(1, 0), number(1)), page);
  assert.equal(math.tag, "math");
  assert.match(math.space, /MathML$/);
  const [part, plus, one] = math.children[0].children;
  assert.deepEqual(JSON.parse(part.attributes["data-focus"]), { kind: "unit", layer: 1, unit: 0 });
  assert.equal(plus.tag, "mo");
  assert.equal(one.children[0].text, "1");
});

test("a formula may be broken before each equals sign", () => {
  const formula = equals(number(1), number(2), number(3));
  assert.equal(asText(formula), "1=2=3");
  const lines = toLines(formula, page);
  assert.equal(lines.length, 3);
  assert.ok(lines.every((line) => line.tag === "math" && line.attributes.display === "block"));
  assert.equal(lines[1].children[0].children[0].children[0].text, "=");
});
