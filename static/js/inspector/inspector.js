/**
 * The chain rule of what was clicked, with the numbers of one update. It follows the
 * training; held, it stays until the next step.
 */
import { calmly } from "../core/calm.js";
import { h, setAttribute, setText } from "../core/dom.js";
import { toMath } from "../formulas/tree.js";
import { focusName, sameFocus } from "../pictures/focus.js";
import { FocusKind, State } from "../protocol.js";
import { stepsOf, whereWords } from "./steps.js";
import { createTrial } from "./trial.js";
import { createVerification } from "./verification.js";

/** Formulas are read slowly, and making them anew costs a few milliseconds. */
const PAUSE_MS = 250;
const HINT = "Click an edge, a unit or a bias mark in the picture to see its chain rule in numbers.";

/**
 * @param {{light: (focus: object|null) => void, choose: (example: number) => void,
 *   commands: object}} parts
 */
export function createInspector(parts) {
  return new Inspector(parts);
}

class Inspector {
  #parts;
  #title = h("h3", {});
  #where = h("span", { class: "quiet" });
  #steps = h("div", { class: "steps" });
  #trial;
  #verification;
  #hold;
  #back;
  #on;
  #isHeld = false;
  #shown = {};
  #trace = null;
  #write = calmly((...values) => this.#fill(...values), { pause: PAUSE_MS });

  constructor(parts) {
    this.#parts = parts;
    const button = (text, name, onclick) =>
      h("button", { type: "button", class: "small", "aria-label": name, onclick }, text);
    this.#back = button("‹", "Example before", () => this.#turn(-1));
    this.#on = button("›", "Next example", () => this.#turn(1));
    this.#hold = h(
      "button",
      {
        type: "button",
        class: "small",
        title: "Hold these numbers until the next step",
        onclick: () => this.#toggle(),
      },
      "Hold",
    );
    this.#trial = createTrial(parts.commands);
    this.#verification = createVerification(parts.commands);
    const bar = h("div", { class: "table-bar" }, this.#title, this.#where, this.#back, this.#on, this.#hold);
    bar.append(this.#verification.button);
    const scroller = h("div", { class: "inspected", tabindex: 0, role: "group", "aria-label": "Formulas" }, this.#steps, this.#trial.element);
    const told = this.#verification.told;
    this.element = h("section", { class: "inspector chain", "aria-label": "Chain rule" }, bar, told, scroller);
    this.#steps.addEventListener("pointerover", ({ target }) => parts.light(focusOf(target)));
    this.#steps.addEventListener("pointerleave", () => parts.light(null));
  }

  /**
   * @param {object} state the page's state
   * @param {{inputs: string[], outputs: string[]}} names as people read them
   * @param {{focus: object|null, hovered: object|null}} pointing what was clicked, and
   *   what the pointer is on
   */
  render({ run, frame }, names, { focus, hovered }) {
    const isRunning = frame.state === State.RUNNING;
    this.#follow(frame, isRunning);
    setAttribute(this.#hold, "aria-pressed", String(this.#isHeld));
    this.#hold.disabled = !focus;
    const network = { sizes: run.network.sizes, ...names };
    const isOther = !sameFocus(this.#shown.focus ?? null, focus);
    if (isOther) this.#isHeld = false;
    this.#verification.render(network);
    this.#showTrial(focus, frame, isOther);
    if (!this.#isHeld) this.#write(isRunning && !isOther, { focus, frame, network });
    this.#mark(hovered);
  }

  /** Only single parameters can be changed by hand. */
  #showTrial(focus, frame, isOther) {
    const isParameter = focus !== null && focus.kind !== FocusKind.UNIT;
    this.#trial.element.hidden = !isParameter;
    if (!isParameter) return;
    const known = sameFocus(frame.focus ?? null, focus) ? frame.focus : null;
    if (known) this.#trial.render(focus, known.weight ?? known.bias, isOther);
  }

  /** The next step, made by hand, is looked at anew. */
  #follow(frame, isRunning) {
    const hasStepped = !isRunning && frame.update !== this.#shown.frame?.update;
    const hasWalked = frame.walk?.position !== this.#shown.frame?.walk?.position;
    if (this.#isHeld && (hasStepped || hasWalked)) this.#isHeld = false;
  }

  #fill({ focus, frame, network }) {
    if (this.#isHeld) return; // asked for before it was held
    const known = sameFocus(frame.focus ?? null, focus) ? frame.focus : null;
    const isWaiting = focus && focus.layer > 0 && !known?.chain;
    if (isWaiting && sameFocus(this.#shown.focus ?? null, focus)) return; // it comes with a later frame
    this.#shown = { focus, frame };
    this.#trace = known?.chain ? frame.trace : null;
    setText(this.#title, focus ? sentence(focusName(focus, network)) : "Chain rule");
    setText(this.#where, this.#trace ? whereWords(frame, this.#trace) : "");
    this.#back.disabled = !this.#trace || this.#trace.example === 0;
    this.#on.disabled = !this.#trace || this.#trace.example >= this.#trace.examples - 1;
    if (!this.#trace) {
      this.#steps.replaceChildren(h("p", { class: "quiet" }, focus ? "An input has no chain rule: it is given." : HINT));
      if (isWaiting) setText(this.#steps.firstChild, "…");
      return;
    }
    this.#steps.replaceChildren(...stepsOf(focus, known.chain).map(block));
  }

  #turn(by) {
    if (this.#trace) this.#parts.choose(this.#trace.example + by);
  }

  #toggle() {
    this.#isHeld = !this.#isHeld;
    setAttribute(this.#hold, "aria-pressed", String(this.#isHeld));
  }

  /** Terms that stand for what the pointer is on light up. */
  #mark(hovered) {
    const key = hovered ? JSON.stringify(ordered(hovered)) : null;
    for (const term of this.#steps.querySelectorAll("[data-focus]")) {
      const isLit = key !== null && JSON.stringify(ordered(JSON.parse(term.dataset.focus))) === key;
      if (isLit !== term.classList.contains("lit")) term.classList.toggle("lit", isLit);
    }
  }
}

function block({ title, formulas, sentence: words }) {
  const lines = formulas.map((formula) => h("div", { class: "formula" }, toMath(formula)));
  return h("div", { class: "step" }, h("h4", {}, title), ...lines, h("p", {}, words));
}

function focusOf(target) {
  const term = target.closest("[data-focus]");
  return term ? JSON.parse(term.dataset.focus) : null;
}

const ordered = ({ kind, layer, from, to, unit }) => [kind, layer, from, to, unit];

function sentence(text) {
  return text[0].toUpperCase() + text.slice(1);
}
