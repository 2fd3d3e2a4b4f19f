/** Each layer's root mean squares at the moment, as numbers and as bars. */
import { h, setText } from "../core/dom.js";
import { barLength, barRange, powerOfTen } from "./bars.js";
import { short } from "./words.js";

const KINDS = ["delta", "gradient"];

export function createStrengths() {
  return new Strengths();
}

class Strengths {
  #body = h("tbody");
  #ends = { delta: [h("span"), h("span")], gradient: [h("span"), h("span")] };
  #caption = h("caption");
  #rows = [];
  #names = [];
  #key = null;
  #ranges = {};

  constructor() {
    const head = (text) => h("th", { scope: "col", colspan: 2 }, text);
    const foot = KINDS.flatMap((kind) => [
      h("td"),
      h("td", {}, h("span", { class: "bar-ends" }, ...this.#ends[kind])),
    ]);
    this.element = h(
      "table",
      { class: "strengths" },
      this.#caption,
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Layer"), head("rms δ"), head("rms ∂E/∂w"))),
      this.#body,
      h("tfoot", { "aria-hidden": "true" }, h("tr", {}, h("td"), ...foot)),
    );
  }

  /**
   * @param {object} signals
   * @param {string[]} names of the layers
   * @param {{missing: string|null, key: string}} how `missing`: what stands in the place
   *   of the numbers; `key`: another one begins with other axes
   */
  render(signals, names, { missing, key }) {
    if (this.#key !== key) this.#ranges = {};
    this.#key = key;
    if (this.#names.join() !== names.join()) this.#build(names);
    setText(this.#caption, `Root mean square over each layer: ${missing ?? `update ${signals.update}`}`);
    for (const kind of KINDS) this.#fill(kind, signals[kind], missing);
  }

  #build(names) {
    this.#names = names;
    this.#rows = names.map((name) => {
      const row = { name, cells: {} };
      const cells = KINDS.flatMap((kind) => {
        const [number, bar] = [h("td", { class: "value" }), h("i")];
        row.cells[kind] = { number, bar };
        return [number, h("td", { "aria-hidden": "true" }, h("span", { class: "bar" }, bar))];
      });
      row.element = h("tr", {}, h("th", { scope: "row" }, name), ...cells);
      return row;
    });
    this.#body.replaceChildren(...this.#rows.map(({ element }) => element));
  }

  #fill(kind, values, missing) {
    const range = barRange(missing ? [] : values, this.#ranges[kind]);
    this.#ranges[kind] = range;
    this.#rows.forEach(({ cells }, i) => {
      const value = missing ? null : values[i];
      setText(cells[kind].number, missing ? "–" : short(value));
      cells[kind].bar.style.transform = `scaleX(${barLength(value, range)})`;
    });
    const [low, high] = this.#ends[kind];
    setText(low, range ? powerOfTen(range[0]) : "");
    setText(high, range ? powerOfTen(range[1]) : "");
  }
}
