/**
 * The table of the current run and the kept ones: a row each, sortable by every column. A
 * kept run's name can be written over, its colour changed, and it can be opened again.
 */
import { h, setAttribute, setText } from "../core/dom.js";
import { csvText } from "./csv.js";
import { createNameCell, currentName } from "./run_name.js";
import { columnsOf, sortedBy } from "./run_facts.js";

const NAME = { key: "name", label: "Run", value: ({ name }) => name };

/**
 * @param {object[]} catalogue
 * @param {{rename: Function, recolor: Function, show: Function, remove: Function,
 *   open: Function, rest: () => HTMLElement}} act `rest`: what takes the focus where no row
 *   is left
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
  #settings = {};
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

  /**
   * @param {object[]} records the current run's first; its `isCurrent` is true
   * @param {object} settings of the current run
   */
  render(records, settings) {
    this.#records = records;
    this.#settings = settings;
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
    const held = document.activeElement;
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
    if (held !== document.activeElement && this.#body.contains(held)) held.focus({ preventScroll: true });
  }

  #newRow(record, old) {
    const name = old?.name ?? (record.isCurrent ? currentName() : createNameCell(record.id, { ...this.#act, find: () => this.#records.find(({ id }) => id === record.id) }));
    const cells = this.#columns.map(({ differs }) => h("td", { class: differs ? "differs" : null }));
    return { name, cells, element: h("tr", { "data-run": record.id }, name.element, ...cells) };
  }

  #fill({ name, cells }, record) {
    name.show(record, this.#settings);
    this.#columns.forEach((column, i) => setText(cells[i], column.words(record)));
  }
}
