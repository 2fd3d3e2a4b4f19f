/**
 * The chain rule of what was clicked, with the numbers of one update. It follows the
 * training; held, it stays until the next step or another network.
 */
import { calmly } from "../core/calm.js";
import { h, setAttribute, setText, setUsable, whenUsable } from "../core/dom.js";
import { capitalized } from "../core/format.js";
import { fill } from "../core/morph.js";
import { whereWords } from "../core/trace_words.js";
import { toLines } from "../formulas/tree.js";
import { focusName, sameFocus } from "../pictures/focus.js";
import { FocusKind, State } from "../protocol.js";
import { createHold } from "./hold.js";
import { stepsOf } from "./steps.js";
import { settleRows, termTable, walkRows } from "./term_table.js";
import { createTrial } from "./trial.js";
import { createTyped } from "./typed.js";
import { createVerification } from "./verification.js";

/** Formulas are read slowly, and making them anew costs a few milliseconds. */
const PAUSE_MS = 250;
const HINT = "Click an edge, a unit or a bias mark in the picture to see its chain rule in numbers.";

/**
 * @param {{light: (focus: object|null) => void, pin: (focus: object) => void,
 *   choose: (example: number) => void, commands: object}} parts
 */
export function createInspector(parts) {
  return new Inspector(parts);
}

class Inspector {
  #parts;
  #title = h("h3", {});
  #where = h("span", { class: "quiet where" });
  #steps = h("div", { class: "steps" });
  #scroller = h("div", { class: "inspected", tabindex: 0, role: "group", "aria-label": "Formulas" });
  #trial;
  #typed;
  #verification;
  #hold = createHold();
  #holding;
  #back;
  #on;
  #shown = {};
  #trace = null;
  #marked = null;
  #write = calmly((...values) => this.#fill(...values), { pause: PAUSE_MS });

  constructor(parts) {
    this.#parts = parts;
    const button = (text, name, onclick) =>
      h("button", { type: "button", class: "small", "aria-label": name, onclick: whenUsable(onclick) }, text);
    this.#back = button("‹", "Example before", () => this.#turn(-1));
    this.#on = button("›", "Next example", () => this.#turn(1));
    this.#holding = h(
      "button",
      {
        type: "button",
        class: "small",
        title: "Hold these numbers until the next step",
        onclick: whenUsable(() => this.#toggle()),
      },
      "Hold",
    );
    const { release } = this.#hold;
    this.#trial = createTrial(parts.commands, release);
    this.#typed = createTyped(parts.commands, release, () => this.#scroller);
    this.#verification = createVerification(parts.commands);
    const { button: check, told } = this.#verification;
    const buttons = h("span", { class: "chain-buttons" }, this.#back, this.#on, this.#holding, check);
    const bar = h("div", { class: "table-bar chain-bar" }, this.#title, buttons);
    const line = h("div", { class: "chain-line" }, this.#where, this.#typed.button);
    this.#scroller.append(this.#steps, this.#trial.element);
    this.element = h("section", { class: "inspector chain", "aria-label": "Chain rule" }, bar, line, told, this.#scroller);
    this.#listen();
  }

  /** What is pointed at or reached by the keyboard lights; rows are chosen or pinned. */
  #listen() {
    const { light, pin, choose } = this.#parts;
    const over = ({ target }) => light(focusOf(target));
    const out = () => light(null);
    for (const name of ["pointerover", "focusin"]) this.#steps.addEventListener(name, over);
    for (const name of ["pointerleave", "focusout"]) this.#steps.addEventListener(name, out);
    this.#steps.addEventListener("keydown", walkRows);
    this.#steps.addEventListener("click", ({ target }) => {
      const button = target.closest("button") ?? target.closest("tr")?.querySelector("button");
      if (!button || button.getAttribute("aria-disabled") === "true") return;
      const focus = focusOf(button);
      if (focus) pin(focus);
      else choose(Number(button.dataset.choose));
    });
  }

  /**
   * @param {object} state the page's state
   * @param {{inputs: string[], outputs: string[]}} names as people read them
   * @param {{focus: object|null, hovered: object|null}} pointing what was clicked, and
   *   what the pointer is on
   */
  render({ run, frame, changes }, names, { focus, hovered }) {
    const isRunning = frame.state === State.RUNNING;
    this.#hold.follow(frame);
    const network = { sizes: run.network.sizes, ...names };
    const isOther = !sameFocus(this.#shown.focus ?? null, focus);
    if (isOther) this.#hold.release();
    this.#showHold(focus !== null);
    this.#verification.render(network);
    this.#typed.render(changes, network);
    this.#showTrial(focus, frame, isRunning);
    if (!this.#hold.isHeld()) this.#write(isRunning && !isOther, { focus, frame, network });
    this.#mark(hovered);
  }

  /** Only single parameters can be changed by hand. */
  #showTrial(focus, frame, isRunning) {
    const isParameter = focus !== null && focus.kind !== FocusKind.UNIT;
    this.#trial.element.hidden = !isParameter;
    const known = isParameter && sameFocus(frame.focus ?? null, focus) ? frame.focus : null;
    if (!known) return;
    const { run, generation, trace } = frame;
    const at = `${trace?.update} ${trace?.errors}`;
    this.#trial.render(focus, known.weight ?? known.bias, { isRunning, isPast: Boolean(frame.visit), network: `${run} ${generation}`, at });
  }

  #fill({ focus, frame, network }) {
    if (this.#hold.isHeld()) return; // asked for before it was held
    const known = sameFocus(frame.focus ?? null, focus) ? frame.focus : null;
    const isWaiting = focus && focus.layer > 0 && !known?.chain;
    if (isWaiting && sameFocus(this.#shown.focus ?? null, focus)) return; // it comes with a later frame
    this.#shown = { focus, frame };
    this.#trace = known?.chain ? frame.trace : null;
    setText(this.#title, focus ? capitalized(focusName(focus, network)) : "Chain rule");
    setAttribute(this.#where, "aria-live", frame.state === State.RUNNING ? "off" : "polite");
    setText(this.#where, this.#trace ? whereWords(frame, this.#trace) : "");
    setUsable(this.#back, this.#trace !== null && this.#trace.example > 0);
    setUsable(this.#on, this.#trace !== null && this.#trace.example < this.#trace.examples - 1);
    this.#marked = null;
    if (this.#trace) {
      fill(this.#steps, stepsOf(focus, frame).map((step) => block(step, network)));
      settleRows(this.#steps);
    } else {
      const words = isWaiting ? "…" : focus ? "An input has no chain rule: it is given." : HINT;
      fill(this.#steps, [h("p", { class: "quiet" }, words)]);
    }
  }

  #turn(by) {
    if (this.#trace) this.#parts.choose(this.#trace.example + by);
  }

  #toggle() {
    this.#hold.toggle();
    this.#showHold(true);
  }

  #showHold(isPossible) {
    setAttribute(this.#holding, "aria-pressed", String(this.#hold.isHeld()));
    setUsable(this.#holding, isPossible);
  }

  /** Terms that stand for what the pointer is on light up. */
  #mark(hovered) {
    const key = JSON.stringify(hovered && ordered(hovered));
    if (key === this.#marked) return;
    this.#marked = key;
    for (const term of this.#steps.querySelectorAll("[data-focus]")) {
      const isLit = hovered !== null && JSON.stringify(ordered(JSON.parse(term.dataset.focus))) === key;
      if (isLit !== term.classList.contains("lit")) term.classList.toggle("lit", isLit);
    }
  }
}

function block({ title, formulas, terms, sentence: words }, network) {
  const lines = formulas.map((formula) => h("div", { class: "formula" }, ...toLines(formula)));
  const table = terms ? termTable(terms, network) : null;
  return h("div", { class: "step" }, h("h4", {}, title), ...lines, h("p", {}, words), table);
}

function focusOf(target) {
  const term = target.closest("[data-focus]");
  return term ? JSON.parse(term.dataset.focus) : null;
}

const ordered = ({ kind, layer, from, to, unit }) => [kind, layer, from, to, unit];
