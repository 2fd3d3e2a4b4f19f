/**
 * The walk through an update: its phases as a row of steps, the numbers of the one at
 * work, and slow motion.
 */
import { h, setAttribute, setText } from "../core/dom.js";
import { PACES_MS } from "../core/walker.js";
import { unitName } from "../pictures/focus.js";
import { whereWords } from "./steps.js";
import { exampleWords, phaseContent, phasesOf } from "./phase_words.js";

const HINT = "Press Next phase to send an example through the network, one phase at a time.";

/**
 * @param {{walker: object, light: (focus: object|null) => void,
 *   pick: (point: number|null) => void}} parts
 */
export function createPhases(parts) {
  return new Phases(parts);
}

class Phases {
  #parts;
  #list = h("ol", { class: "phases" });
  #where = h("span", { class: "quiet" });
  #sentence = h("p", { role: "status" });
  #head = h("tr");
  #body = h("tbody");
  #buttons;
  #layers = 0;
  #lit = null;

  constructor(parts) {
    this.#parts = parts;
    const { walker } = parts;
    const button = (text, title, onclick) =>
      h("button", { type: "button", class: "small", title, onclick }, text);
    this.#buttons = {
      back: button("Phase before", "One phase back", () => walker.go(-1)),
      next: button("Next phase", "One phase on", () => walker.go(1)),
      play: button("Slow motion", "Phase after phase, until paused", () => walker.toggle()),
      skip: button("Skip", "On to the update", () => walker.skip()),
      replay: button("Replay", "Back to the first phase of this update", () => walker.replay()),
      random: button("Random example", "Take a training example by chance as the next batch", () => this.#pickOne()),
      usual: button("Training's next", "Let training take its own next batch", () => parts.pick(null)),
    };
    const pace = h("input", {
      type: "range",
      min: PACES_MS.least,
      max: PACES_MS.most,
      step: 100,
      value: PACES_MS.usual,
      "aria-label": "Milliseconds a phase",
      oninput: () => {
        walker.pace = pace.valueAsNumber;
      },
    });
    const slow = h("label", { class: "trial-part" }, "Time a phase", pace);
    const { back, next, play, skip, replay, random, usual } = this.#buttons;
    const bar = h("div", { class: "table-bar walk-bar" }, back, next, play, slow, skip, replay, random, usual);
    const table = h("table", {}, h("thead", {}, this.#head), this.#body);
    const numbers = h("div", { class: "inspected network-numbers", tabindex: 0, role: "group", "aria-label": "The phase in numbers" }, this.#where, this.#sentence, table);
    this.element = h("section", { class: "inspector", "aria-label": "Phases of an update" }, bar, this.#list, numbers);
  }

  /**
   * @param {object} state the page's state
   * @param {{inputs: string[], outputs: string[]}} names as people read them
   */
  render({ run, frame }, names) {
    const { walk, trace } = frame;
    const { sizes } = run.network;
    this.#run = run;
    this.#showList(sizes.length - 1, walk);
    this.#showButtons();
    this.#light(walk.position === 0 ? null : { kind: "layer", layer: walk.layer });
    if (!trace) {
      setText(this.#where, "");
      setText(this.#sentence, HINT);
      this.#body.replaceChildren();
      this.#head.replaceChildren();
      return;
    }
    const example = trace.picked === null ? whereWords(frame, trace) : `update ${trace.update}: the example you picked`;
    setText(this.#where, `${example}: ${exampleWords(trace)}`);
    const content = phaseContent(walk, trace, sizes);
    setText(this.#sentence, walk.phase === "rest" ? HINT : content.sentence);
    this.#showNumbers(content, { sizes, ...names });
  }

  /** Nothing is at work any more. */
  leave() {
    this.#light(null);
    if (this.#parts.walker.isPlaying()) this.#parts.walker.toggle();
  }

  #run = null;

  #showList(layers, { position, phase }) {
    if (layers !== this.#layers) {
      this.#layers = layers;
      this.#list.replaceChildren(...phasesOf(layers).map(({ label }) => h("li", {}, label)));
    }
    const items = [...this.#list.children];
    const now = position === 0 ? (phase === "rest" ? -1 : items.length - 1) : position - 1;
    items.forEach((item, i) => {
      setAttribute(item, "aria-current", i === now ? "step" : null);
      setAttribute(item, "data-done", i < now ? "true" : null);
    });
  }

  #showButtons() {
    const { walker } = this.#parts;
    const { back, next, play, skip, replay, random, usual } = this.#buttons;
    back.disabled = replay.disabled = !walker.isPossible(-1);
    for (const each of [next, play, skip, random, usual]) each.disabled = !walker.isPossible(1);
    setText(play, walker.isPlaying() ? "Pause" : "Slow motion");
    setAttribute(play, "aria-pressed", String(walker.isPlaying()));
  }

  #showNumbers({ heads, rows }, network) {
    const titles = heads.length ? ["Unit", ...heads] : [];
    this.#head.replaceChildren(...titles.map((title) => h("th", { scope: "col" }, title)));
    this.#body.replaceChildren(
      ...rows.map(({ focus, cells }) =>
        h(
          "tr",
          {},
          h("th", { scope: "row" }, unitName(focus.layer, focus.unit, network)),
          ...cells.map((cell) => h("td", {}, cell)),
        ),
      ),
    );
  }

  #light(focus) {
    if (this.#lit?.layer === focus?.layer) return;
    this.#lit = focus;
    this.#parts.light(focus);
  }

  /** Chance picks what the learner looks at; the run remembers which example it was. */
  #pickOne() {
    const { set } = this.#run.data;
    const training = Array.from(set.keys()).filter((row) => set[row] === 0);
    this.#parts.pick(training[Math.floor(Math.random() * training.length)]);
  }
}
