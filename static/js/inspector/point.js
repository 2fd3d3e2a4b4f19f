/**
 * One point: its label, output and error, and what each hidden unit does there. Flips its
 * label, removes it, walks it through the next update, and adds a point by its numbers.
 */
import { calmly } from "../core/calm.js";
import { h, setAttribute, setHidden, setText, setUsable, whenUsable } from "../core/dom.js";
import { fill } from "../core/morph.js";
import { unitName } from "../pictures/focus.js";
import { State } from "../protocol.js";
import { createAdding } from "./adding.js";
import { answerWords, HEADS, holdWords, openRows, pointTitle, refusalWords, rowAfter, unitCells, wrongRows } from "./point_words.js";

const PAUSE_MS = 250;

/** @param {{store: object, editing: object, examining: object, picking: object,
 *   light: (focus: object | null) => void}} parts */
export function createPoint(parts) {
  return new Point(parts);
}

class Point {
  #parts;
  #title = h("h3", {});
  #answer = h("p", { class: "point-answer" });
  #holds = h("p", { class: "point-holds" });
  #said = h("p", { class: "visually-hidden", role: "status" });
  #body = h("tbody");
  #table;
  #buttons;
  #titles;
  #adding;
  #units = [];
  #write = calmly((...values) => this.#fill(...values), { pause: PAUSE_MS });

  constructor(parts) {
    this.#parts = parts;
    const { editing, store } = parts;
    const button = (text, title, onclick, name = null) =>
      h("button", { type: "button", class: "small", title, "aria-label": name, onclick: whenUsable(onclick) }, text);
    const row = () => store.get().view.point;
    this.#buttons = {
      before: button("‹", "The point before", () => this.#go(openRows, -1), "Point before"),
      after: button("›", "The next point", () => this.#go(openRows, 1), "Next point"),
      wrong: button("Next wrong label", "The next point whose label is wrong", () => this.#go(wrongRows, 1)),
      flip: button("Flip label", "Another label, while the training goes on", () => editing.flip(row())),
      remove: button("Remove", "Out of its set, while the training goes on", () => editing.remove(row())),
      restore: button("Bring back", "Back into its set", () => editing.restore(row())),
      walk: button("Walk through", "The next update takes this example alone, phase by phase", () => this.#walk(row())),
    };
    const { before, after, wrong, flip, remove, restore, walk } = this.#buttons;
    this.#titles = new Map([flip, remove, restore, walk].map((each) => [each, each.title]));
    const bar = h("div", { class: "table-bar point-bar" }, before, after, wrong, flip, remove, restore, walk);
    this.#adding = createAdding(editing);
    this.#table = h("table", {}, h("thead", {}, this.#head()), this.#body);
    const numbers = h("div", { class: "inspected point-numbers", tabindex: 0, role: "group", "aria-label": "What each unit does at this point" }, this.#answer, this.#holds, this.#table);
    this.element = h("section", { class: "inspector", "aria-label": "One point" }, this.#title, bar, numbers, this.#adding.element, this.#said);
    for (const [event, isOn] of [["pointerover", true], ["pointerleave", false]]) {
      this.#body.addEventListener(event, ({ target }) => parts.light(isOn ? this.#focusOf(target) : null));
    }
  }

  /** @param {object} state the page's state @param {object} names as people read them */
  render({ run, frame, view, exam }, names) {
    const { editing, picking } = this.#parts;
    const { data, network } = run;
    const row = view.point;
    const refusal = refusalWords(data, row, editing.isSealed);
    const isKnown = row !== null && row < data.set.length;
    setText(this.#title, isKnown ? pointTitle(data, row) : "No point chosen");
    this.#showButtons(row, isKnown, { data, editing, picking });
    this.#adding.render(data);
    const known = !refusal && exam?.point === row ? exam : null;
    const isRunning = frame.state === State.RUNNING && known !== null && this.#units.length > 0;
    this.#write(isRunning, { refusal, known, data, network: { sizes: network.sizes, ...names } });
  }

  #showButtons(row, isKnown, { data, editing, picking }) {
    const { flip, remove, restore, walk, wrong, before, after } = this.#buttons;
    const isGone = isKnown && editing.canRestore(row);
    setUsable(flip, isKnown && editing.canFlip(row));
    flip.hidden = data.classes.length === 0;
    const [shown, other] = isGone ? [restore, remove] : [remove, restore];
    shown.hidden = false;
    setHidden(other, true, shown);
    const refusal = editing.refusal();
    for (const [each, own] of this.#titles) setAttribute(each, "title", refusal || own);
    if (isKnown && !refusal && editing.kept(row)) setAttribute(remove, "title", editing.kept(row));
    setUsable(remove, isKnown && editing.canRemove(row));
    setUsable(walk, isKnown && picking.isPossible() && picking.isTraining(row));
    setUsable(wrong, data.flipped_count > 0);
    for (const each of [before, after]) setUsable(each, data.set.length > 0);
  }

  #fill({ refusal, known, data, network }) {
    this.#units = known?.units ?? [];
    setText(this.#answer, refusal || (known ? answerWords(known, data) : "Asking each unit …"));
    setText(this.#holds, known ? holdWords(known.units) : "");
    this.#table.hidden = !this.#units.length;
    const lines = this.#units.map((unit, i) => {
      const mark = unit.holds ? [h("span", { class: "holds", title: "Holds on to this point" }, "⚑"), " "] : [];
      const name = h("th", { scope: "row" }, ...mark, unitName(unit.layer, unit.unit, network));
      return h("tr", { "data-row": String(i) }, name, ...unitCells(unit).map((cell) => h("td", {}, cell)));
    });
    fill(this.#body, lines);
  }

  #head() {
    const help = [
      null,
      "Weighted sum at this point",
      "Activation at this point",
      "Mean activation over the training set",
      "By how much this point's error grows if the unit is silenced: its activation replaced by its mean",
      "By how much the mean error of all other training points grows then",
    ];
    return h("tr", {}, ...HEADS.map((text, i) => h("th", { scope: "col", title: help[i] }, i > 3 ? `Δ ${text}` : text)));
  }

  #focusOf(target) {
    const line = target.closest("[data-row]");
    const unit = line && this.#units[Number(line.dataset.row)];
    return unit ? { kind: "unit", layer: unit.layer, unit: unit.unit } : null;
  }

  #go(rowsOf, by) {
    const { store, editing, examining } = this.#parts;
    const { run, view } = store.get();
    const next = rowAfter(rowsOf(run.data, editing.isSealed), view.point ?? -1, by);
    if (next === null) return;
    examining.choose(next);
    setText(this.#said, pointTitle(run.data, next));
  }

  async #walk(row) {
    const { store, picking } = this.#parts;
    store.set({ view: { ...store.get().view, below: "phases" } });
    await picking.pick(row);
  }
}
