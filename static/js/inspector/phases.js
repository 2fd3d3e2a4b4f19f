/**
 * The walk through an update: its phases as a row of steps, the numbers of the one at
 * work, and slow motion.
 */
import { h, setAttribute, setText, setUsable, whenUsable } from "../core/dom.js";
import { formatNumber } from "../core/format.js";
import { fill } from "../core/morph.js";
import { whereWords } from "../core/trace_words.js";
import { PACES_MS } from "../core/walker.js";
import { aligned } from "../formulas/terms.js";
import { sameFocus, unitName } from "../pictures/focus.js";
import { walkFocus } from "../pictures/walking.js";
import { State } from "../protocol.js";
import { createPhaseList } from "./phase_list.js";
import { exampleWords, phaseContent } from "./phase_words.js";

const HINT = "Press Phase › to send an example through the network, one phase at a time.";

/** @param {{walker: object, picking: object, light: (focus: object|null) => void}} parts */
export function createPhases(parts) {
  return new Phases(parts);
}

class Phases {
  #parts;
  #list = createPhaseList((position) => this.#parts.walker.to(position));
  #where = h("span", { class: "quiet" });
  #sentence = h("p", { role: "status" });
  #head = h("tr");
  #body = h("tbody");
  #buttons;
  #lit = null;

  constructor(parts) {
    this.#parts = parts;
    const { walker, picking } = parts;
    const button = (text, title, onclick, name = null) =>
      h("button", { type: "button", class: "small", title, "aria-label": name, onclick: whenUsable(onclick) }, text);
    this.#buttons = {
      back: button("‹ Phase", "One phase back", () => walker.go(-1), "Phase before"),
      next: button("Phase ›", "One phase on", () => walker.go(1), "Next phase"),
      play: button("Slow motion", "Phase after phase, until paused", () => walker.toggle()),
      skip: button("Skip", "On to the end: the update is made", () => walker.skip()),
      replay: button("Replay", "Back to the first phase of this update, and through it once more in slow motion", () => walker.replay()),
      before: button("‹", "The training example before, alone, is the next batch", () => picking.beside(-1), "Example before"),
      after: button("›", "The next training example, alone, is the next batch", () => picking.beside(1), "Next example"),
      random: button("Random", "A training example by chance, alone, is the next batch", () => picking.random(), "Random example"),
      usual: button("Training's own", "Training takes its own next batch", () => picking.usual()),
    };
    const { back, next, play, skip, replay, before, after, random, usual } = this.#buttons;
    const group = (name, ...parts) => h("div", { class: "walk-group", role: "group", "aria-label": name }, ...parts);
    const bar = h(
      "div",
      { class: "walk-bar" },
      group("Walk through the update", back, next, play, paceSlider(walker), skip, replay),
      group("Example", h("span", { class: "quiet" }, "Example"), before, after, random, usual),
    );
    const table = h("table", {}, h("thead", {}, this.#head), this.#body);
    const numbers = h("div", { class: "inspected network-numbers", tabindex: 0, role: "group", "aria-label": "The phase in numbers" }, this.#where, this.#sentence, table);
    this.element = h("section", { class: "inspector", "aria-label": "Phases of an update" }, bar, this.#list.element, numbers);
  }

  /**
   * @param {object} state the page's state
   * @param {{inputs: string[], outputs: string[]}} names as people read them
   */
  render({ run, frame }, names) {
    const { walk, trace } = frame;
    const { sizes } = run.network;
    this.#list.render(sizes.length - 1, walk);
    this.#showButtons();
    this.#light(walkFocus(walk, sizes.length - 1));
    if (!trace) {
      setText(this.#where, "");
      setText(this.#sentence, HINT);
      this.#body.replaceChildren();
      this.#head.replaceChildren();
      return;
    }
    setAttribute(this.#where, "aria-live", frame.state === State.RUNNING ? "off" : "polite");
    const example = trace.picked === null ? whereWords(frame, trace) : `update ${trace.update}: the example you picked`;
    setText(this.#where, `${example}: ${exampleWords(trace)}`);
    const content = phaseContent(walk, trace, sizes);
    setText(this.#sentence, walk.phase === "rest" ? HINT : content.sentence);
    this.#showNumbers(content, { sizes, ...names });
  }

  /** Nothing is at work any more. */
  leave() {
    this.#light(null);
    this.#parts.walker.stop();
  }

  #showButtons() {
    const { walker, picking } = this.#parts;
    const { back, next, play, skip, replay, before, after, random, usual } = this.#buttons;
    for (const each of [back, replay]) setUsable(each, walker.isPossible(-1));
    for (const each of [next, play, skip]) setUsable(each, walker.isPossible(1));
    for (const each of [before, after, random, usual]) setUsable(each, picking.isPossible());
    setText(play, walker.isPlaying() ? "Pause" : "Slow motion");
    setAttribute(play, "aria-pressed", String(walker.isPlaying()));
  }

  #showNumbers({ heads, rows }, network) {
    const titles = heads.length ? ["Unit", ...heads] : [];
    const cells = aligned(rows.map((row) => row.cells));
    const lines = rows.map(({ focus: { layer, unit } }, i) => {
      const name = h("th", { scope: "row" }, unitName(layer, unit, network));
      return h("tr", {}, name, ...cells[i].map((cell) => h("td", {}, cell)));
    });
    fill(this.#head, titles.map((title) => h("th", { scope: "col" }, title)));
    fill(this.#body, lines);
  }

  #light(focus) {
    if (sameFocus(this.#lit, focus)) return;
    this.#lit = focus;
    this.#parts.light(focus);
  }
}

/** How long slow motion stays at a phase. */
function paceSlider(walker) {
  const value = h("span", { class: "pace-value" });
  const slider = h("input", {
    type: "range",
    min: PACES_MS.least,
    max: PACES_MS.most,
    step: 100,
    value: walker.pace,
    "aria-label": "Seconds a phase in slow motion",
    oninput: show,
  });

  function show() {
    walker.pace = slider.valueAsNumber;
    const text = `${formatNumber(walker.pace / 1000, { digits: 2 })} s`;
    setText(value, text);
    setAttribute(slider, "aria-valuetext", text);
  }

  show();
  return h("label", { class: "pace", title: "How long slow motion stays at a phase" }, slider, value);
}
