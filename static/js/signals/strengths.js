/** Root mean squares of each layer at the moment, as numbers and as bars. */
import { h, setText } from "../core/dom.js";
import { barLength, barRange, powerOfTen } from "./bars.js";
import { short } from "./words.js";

/**
 * @param {Record<string, string>} kinds what there is a column of, and its heading
 * @param {{caption: string, isShared?: boolean}} how `isShared`: all columns' bars on one
 *   axis, to be compared with each other
 */
export function createStrengths(kinds, how) {
  return new Strengths(kinds, how);
}

class Strengths {
  #body = h("tbody");
  #kinds;
  #how;
  #ends;
  #caption = h("caption");
  #rows = [];
  #names = [];
  #key = null;
  #ranges = {};

  constructor(kinds, how) {
    this.#kinds = Object.keys(kinds);
    this.#how = how;
    this.#ends = Object.fromEntries(this.#kinds.map((kind) => [kind, [h("span"), h("span")]]));
    const head = (text) => h("th", { scope: "col", colspan: 2 }, text);
    const foot = this.#kinds.flatMap((kind) => [
      h("td"),
      h("td", {}, h("span", { class: "bar-ends" }, ...this.#ends[kind])),
    ]);
    this.element = h(
      "table",
      { class: "strengths" },
      this.#caption,
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Layer"), ...Object.values(kinds).map(head))),
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
    setText(this.#caption, `${this.#how.caption}: ${missing ?? `update ${signals.update}`}`);
    const all = this.#kinds.flatMap((kind) => signals[kind]);
    for (const kind of this.#kinds) {
      this.#fill(kind, signals[kind], { missing, scaled: this.#how.isShared ? all : signals[kind] });
    }
  }

  #build(names) {
    this.#names = names;
    this.#rows = names.map((name) => {
      const row = { name, cells: {} };
      const cells = this.#kinds.flatMap((kind) => {
        const [number, bar] = [h("td", { class: "value" }), h("i")];
        row.cells[kind] = { number, bar };
        return [number, h("td", { "aria-hidden": "true" }, h("span", { class: "bar" }, bar))];
      });
      row.element = h("tr", {}, h("th", { scope: "row" }, name), ...cells);
      return row;
    });
    this.#body.replaceChildren(...this.#rows.map(({ element }) => element));
  }

  #fill(kind, values, { missing, scaled }) {
    const range = barRange(missing ? [] : scaled, this.#ranges[kind]);
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
