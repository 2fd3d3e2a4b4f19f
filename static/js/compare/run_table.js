/**
 * The table of the current run and the kept ones: a row each, sortable by every column. A
 * kept run's name can be written over, its colour changed, and it can be opened again.
 */
import { h, icon, setAttribute, setText } from "../core/dom.js";
import { LONGEST_NAME, MOST_KEPT } from "../core/records.js";
import { colorToken, STYLES } from "../pictures/overlays.js";
import { csvText } from "./csv.js";
import { columnsOf, sortedBy } from "./run_facts.js";

const SPACE = "http://www.w3.org/2000/svg";
const NAME = { key: "name", label: "Run", value: ({ name }) => name };
export const COLORS = ["violet", "brown", "green", "pink", "blue", "rust", "gray", "teal"];

/**
 * @param {object[]} catalogue
 * @param {{rename: Function, recolor: Function, remove: Function, open: Function}} act
 */
export function createRunTable(catalogue, act) {
  return new RunTable(catalogue, act);
}

class RunTable {
  #catalogue;
  #act;
  #head = h("tr");
  #body = h("tbody");
  #told = h("p", { class: "visually-hidden", role: "status" });
  #sort = { key: null, down: false };
  #records = [];
  #columns = [];
  #rows = new Map();

  constructor(catalogue, act) {
    this.#catalogue = catalogue;
    this.#act = act;
    const caption = h("caption", { class: "visually-hidden" }, "Your run and the kept runs: settings that differ, results, all other settings");
    const table = h("table", {}, caption, h("thead", {}, this.#head), this.#body);
    const scroller = h("div", { class: "run-scroller", tabindex: 0, role: "group", "aria-label": "Table of runs" }, table);
    this.element = h("div", { class: "run-table" }, scroller, this.#told);
  }

  /** @param {object[]} records the current run's first; its `isCurrent` is true */
  render(records) {
    this.#records = records;
    const columns = columnsOf(this.#catalogue, records);
    const layout = (all) => all.map(({ key, differs }) => `${key} ${differs}`).join();
    const isNew = layout(columns) !== layout(this.#columns);
    this.#columns = columns;
    if (isNew || !this.#head.children.length) this.#buildHead();
    this.#arrange(isNew);
  }

  /** As a file: every number in full. */
  csv() {
    const rows = this.#sorted().map((record) => [record.name, ...this.#columns.map(({ value }) => value(record))]);
    return csvText([["Run", ...this.#columns.map(({ label }) => label)], ...rows]);
  }

  #sorted() {
    const { key, down } = this.#sort;
    return sortedBy(this.#records, [NAME, ...this.#columns].find((column) => column.key === key), down);
  }

  #buildHead() {
    const cells = [NAME, ...this.#columns].map(({ key, label, differs }) => {
      const button = h("button", { type: "button", onclick: () => this.#sortBy(key, label) }, label);
      return h("th", { scope: "col", "data-key": key, class: differs ? "differs" : null }, button);
    });
    this.#head.replaceChildren(...cells);
    this.#markOrder();
  }

  #sortBy(key, label) {
    const isSame = this.#sort.key === key;
    this.#sort = { key, down: isSame && !this.#sort.down };
    this.#markOrder();
    this.#arrange(false);
    setText(this.#told, `Sorted by ${label}, ${this.#sort.down ? "descending" : "ascending"}`);
  }

  #markOrder() {
    for (const cell of this.#head.children) {
      const order = this.#sort.down ? "descending" : "ascending";
      setAttribute(cell, "aria-sort", cell.dataset.key === this.#sort.key ? order : null);
    }
  }

  /** Rows stay the same elements: somebody may be typing a name in one. */
  #arrange(isNew) {
    const sorted = this.#sorted();
    const ids = new Set(sorted.map(({ id }) => id));
    for (const id of [...this.#rows.keys()].filter((each) => !ids.has(each))) this.#rows.delete(id);
    const elements = sorted.map((record) => {
      let row = this.#rows.get(record.id);
      if (!row || isNew) this.#rows.set(record.id, (row = this.#newRow(record, row)));
      this.#fill(row, record);
      return row.element;
    });
    const isPlaced = elements.length === this.#body.children.length && elements.every((each, i) => this.#body.children[i] === each);
    if (!isPlaced) this.#body.replaceChildren(...elements);
  }

  #newRow(record, old) {
    const name = old?.name ?? (record.isCurrent ? currentName() : this.#nameCell(record.id));
    const cells = this.#columns.map(({ differs }) => h("td", { class: differs ? "differs" : null }));
    return { name, cells, element: h("tr", { "data-run": record.id }, name.element, ...cells) };
  }

  #fill({ name, cells }, record) {
    name.show(record);
    this.#columns.forEach((column, i) => setText(cells[i], column.words(record)));
  }

  #nameCell(id) {
    const { rename, recolor, remove, open } = this.#act;
    const found = () => this.#records.find((record) => record.id === id);
    const line = createLine();
    const color = h("button", { type: "button", class: "icon-only", onclick: () => recolor(id, (found().color + 1) % MOST_KEPT) }, line.element);
    const input = h("input", { class: "run-name", type: "text", maxlength: LONGEST_NAME, autocomplete: "off", spellcheck: "false", onchange: () => rename(id, input.value), onblur: () => (input.value = found()?.name ?? "") });
    const again = h("button", { type: "button", class: "icon-only", title: "Open again, with its weights", onclick: () => open(found()) }, icon("undo"));
    const away = h("button", { type: "button", class: "icon-only", title: "Remove", onclick: () => remove(id) }, icon("close"));
    return {
      element: h("th", { scope: "row" }, h("span", { class: "run-cell" }, color, input, again, away)),
      show({ name, color: place }) {
        if (input !== document.activeElement && input.value !== name) input.value = name;
        setAttribute(input, "aria-label", `Name of ${name}`);
        setAttribute(color, "aria-label", `Colour of ${name}: ${COLORS[place]}; take the next`);
        setAttribute(color, "title", `Colour: ${COLORS[place]}`);
        setAttribute(again, "aria-label", `Open ${name} again`);
        setAttribute(away, "aria-label", `Remove ${name}`);
        line.show(place);
      },
    };
  }
}

/** A piece of line as the curves have it. */
function createLine() {
  const [picture, line] = ["svg", "line"].map((name) => document.createElementNS(SPACE, name));
  for (const [name, value] of Object.entries({ class: "run-line", viewBox: "0 0 34 4", "aria-hidden": "true" })) picture.setAttribute(name, value);
  for (const [name, value] of Object.entries({ x1: 0, y1: 2, x2: 34, y2: 2 })) line.setAttribute(name, value);
  picture.append(line);
  return {
    element: picture,
    show(place) {
      setAttribute(line, "stroke", `var(--${colorToken(place)})`);
      setAttribute(line, "stroke-dasharray", STYLES[place].canvas.join(" "));
    },
  };
}

function currentName() {
  const element = h("th", { scope: "row" }, h("span", { class: "run-cell" }, h("i", { class: "sample validation" }), h("b", {}, "Your run")));
  return { element, show() {} };
}
