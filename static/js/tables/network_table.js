/**
 * The network in numbers: a table of its edges or units, a page of rows at a time. It
 * follows the training in step with the picture; its order changes only when asked.
 */
import { calmly } from "../core/calm.js";
import { h, setAttribute, setText } from "../core/dom.js";
import { State } from "../protocol.js";
import { sameFocus } from "../pictures/focus.js";
import { createSegmented } from "../pictures/segmented.js";
import { belongsWords, cellText, KINDS, rowsOf, sorted } from "./network_rows.js";

const PAGE = 100;
/** Numbers in a table are read one by one: twice a second is enough. */
const PAUSE_MS = 500;

/** @param {{look: (focus: object|null) => void, pin: (focus: object) => void}} pointing */
export function createNetworkTable(pointing) {
  return new NetworkTable(pointing);
}

class NetworkTable {
  #pointing;
  #kinds;
  #head = h("tr");
  #body = h("tbody");
  #range = h("span", { class: "quiet" });
  #belongs = h("p", { class: "quiet belongs-to" });
  #caption = h("caption", { class: "visually-hidden" });
  #told = h("p", { class: "visually-hidden", role: "status" });
  #back;
  #on;
  #kind = "edges";
  #sort = { key: null, down: false };
  #first = 0;
  #network = null;
  #frame = null;
  #rows = [];
  #shown = [];
  #write = calmly((frame) => this.#fill(frame), { pause: PAUSE_MS });

  constructor({ look, pin }) {
    this.#pointing = { look, pin };
    const kinds = Object.entries(KINDS).map(([value, { label }]) => ({ value, label }));
    this.#kinds = createSegmented("Rows of the table", kinds, (kind) => this.#choose(kind));
    const turn = (by) => () => this.#turn(by);
    this.#back = h("button", { type: "button", class: "small", onclick: turn(-PAGE) }, "‹");
    this.#on = h("button", { type: "button", class: "small", onclick: turn(PAGE) }, "›");
    this.#back.setAttribute("aria-label", "Rows before");
    this.#on.setAttribute("aria-label", "More rows");
    const bar = h("div", { class: "table-bar" }, this.#kinds.element, this.#back, this.#range, this.#on);
    const table = h("table", {}, this.#caption, h("thead", {}, this.#head), this.#body);
    const scroller = h("div", { class: "table-scroller" }, table);
    this.element = h("div", { class: "network-table" }, bar, this.#belongs, scroller, this.#told);
    this.#body.addEventListener("keydown", (event) => this.#onKey(event));
    this.#body.addEventListener("focusin", ({ target }) => this.#look(target));
    this.#body.addEventListener("pointerover", ({ target }) => this.#look(target));
    this.#body.addEventListener("focusout", () => look(null));
    this.#body.addEventListener("pointerleave", () => look(null));
    this.#body.addEventListener("click", ({ target }) => this.#pin(target));
  }

  /**
   * @param {object} state the page's state
   * @param {{inputs: string[], outputs: string[]}} names as people read them
   * @param {object|null} focus what is looked at
   */
  render({ run, frame }, names, focus) {
    this.#kinds.render((kind) => kind === this.#kind);
    this.#frame = frame;
    if (this.#network !== run.network) {
      this.#network = run.network;
      this.#names = { sizes: run.network.sizes, ...names };
      this.#collect();
    }
    this.#write(frame.state === State.RUNNING, frame);
    for (const { element, row } of this.#shown) {
      setAttribute(element, "data-looked-at", sameFocus(row.focus, focus) ? "true" : null);
    }
  }

  #names;

  #choose(kind) {
    this.#kind = kind;
    this.#sort = { key: null, down: false };
    this.#collect();
  }

  /** Another network, or other rows of it. */
  #collect() {
    this.#rows = rowsOf(this.#kind, this.#names);
    this.#first = 0;
    this.#buildHead();
    this.#arrange();
  }

  #buildHead() {
    const { head, columns } = KINDS[this.#kind];
    const cells = [{ key: null, label: head }, ...columns].map(({ key, label, symbol }) => {
      const words = symbol ? [h("span", { class: "word" }, `${label} `), symbol] : [label];
      const button = h("button", { type: "button", "aria-label": `${label} ${symbol ?? ""}`.trim(), onclick: () => this.#sortBy(key) }, ...words);
      return h("th", { scope: "col", "data-key": key ?? "name" }, button);
    });
    this.#head.replaceChildren(...cells);
  }

  /** A second time on the same column turns the order round; numbers begin at the top. */
  #sortBy(key) {
    const isSame = this.#sort.key === key;
    this.#sort = { key, down: isSame ? !this.#sort.down : key !== null };
    this.#first = 0;
    this.#arrange();
    const column = KINDS[this.#kind].columns.find((each) => each.key === key);
    const order = this.#sort.down ? "descending" : "ascending";
    const name = column ? `${column.label} ${column.symbol}` : "place in the network";
    setText(this.#told, `Sorted by ${name}, ${order}`);
  }

  #turn(by) {
    this.#first += by;
    this.#arrange();
  }

  /** Puts the rows in order as the numbers are now, and shows a page of them. */
  #arrange() {
    const rows = sorted(this.#rows, this.#kind, this.#sort, this.#frame);
    const page = rows.slice(this.#first, this.#first + PAGE);
    const { columns } = KINDS[this.#kind];
    this.#shown = page.map((row, i) => {
      const name = h(
        "button",
        { type: "button", tabindex: i === 0 ? 0 : -1, "aria-label": `${row.short}: ${row.name}` },
        h("span", { class: "long" }, row.name),
        h("span", { class: "short" }, row.short),
      );
      const cells = columns.map(() => h("td"));
      const element = h("tr", { "data-row": String(i) }, h("th", { scope: "row" }, name), ...cells);
      return { row, element, name, cells };
    });
    this.#body.replaceChildren(...this.#shown.map(({ element }) => element));
    this.#showOrder(rows.length);
    this.#fill(this.#frame);
  }

  #showOrder(count) {
    const last = Math.min(this.#first + PAGE, count);
    setText(this.#range, `${count ? this.#first + 1 : 0}–${last} of ${count}`);
    this.#back.disabled = this.#first === 0;
    this.#on.disabled = last >= count;
    for (const cell of this.#head.children) {
      const key = cell.dataset.key === "name" ? null : cell.dataset.key;
      const order = this.#sort.down ? "descending" : "ascending";
      setAttribute(cell, "aria-sort", key === this.#sort.key ? order : null);
    }
  }

  #fill(frame) {
    const { columns } = KINDS[this.#kind];
    for (const { row, cells } of this.#shown) {
      columns.forEach((column, i) => setText(cells[i], cellText(column, frame, row)));
    }
    const belongs = belongsWords(this.#kind, frame);
    setText(this.#belongs, belongs);
    setText(this.#caption, `The network in numbers. ${belongs}`);
  }

  #onKey(event) {
    const step = { ArrowDown: 1, ArrowUp: -1, Home: -PAGE, End: PAGE }[event.key];
    const at = this.#placeOf(event.target);
    if (!step || at < 0) return;
    event.preventDefault();
    event.stopPropagation();
    const next = Math.max(0, Math.min(this.#shown.length - 1, at + step));
    this.#shown[at].name.tabIndex = -1;
    this.#shown[next].name.tabIndex = 0;
    this.#shown[next].name.focus();
  }

  #look(target) {
    const at = this.#placeOf(target);
    if (at >= 0) this.#pointing.look(this.#shown[at].row.focus);
  }

  #pin(target) {
    const at = this.#placeOf(target);
    if (at >= 0) this.#pointing.pin(this.#shown[at].row.focus);
  }

  #placeOf(target) {
    const element = target.closest("[data-row]");
    return element ? Number(element.dataset.row) : -1;
  }
}
