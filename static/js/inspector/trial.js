/**
 * Change a weight or a bias by hand: type a value, which training then goes on from, or
 * nudge it and see how the error really changes beside what the gradient predicted.
 */
import { h, setAttribute, setText } from "../core/dom.js";
import { figure } from "../formulas/tree.js";
import { sameFocus } from "../pictures/focus.js";

/** The slider's ends, and its steps. */
const FARTHEST = 0.5;
const STEPS = 100;
const WITHOUT_L1 = "Both are without L1, which acts after the step.";

/** What came of a nudge, in words; L1, of the strength `l1`, is no part of the gradient. */
export function nudgeWords(by, { error_before: before, error_after: after, change, predicted, update, l1 }) {
  const moved = `Nudged by ${figure(by)} before update ${update}: E goes from ${figure(before)} to ${figure(after)}`;
  return `${moved}, a change of ${figure(change)}; gradient × nudge predicted ${figure(predicted)}.${l1 > 0 ? ` ${WITHOUT_L1}` : ""}`;
}

/** Both changes on one scale, the larger one as long as there is room: −1 to 1. */
export function barParts({ change, predicted }) {
  const most = Math.max(Math.abs(change), Math.abs(predicted));
  return most > 0 ? { real: change / most, predicted: predicted / most } : { real: 0, predicted: 0 };
}

/**
 * @param {{assign: Function, nudge: Function}} commands
 * @param {() => void} onTyped called when a typed value was taken
 */
export function createTrial(commands, onTyped) {
  let focus = null;
  let shown = null;
  let of = null;
  let moment = null;
  const value = h("input", { type: "text", class: "number", inputmode: "decimal", autocomplete: "off" });
  const slider = h("input", {
    type: "range",
    min: -STEPS,
    max: STEPS,
    step: 1,
    value: 0,
    "aria-label": "Nudge",
  });
  const told = h("p", { role: "status" });
  const label = h("label", { class: "trial-part" }, "Value", value);
  const nudged = h("label", { class: "trial-part wide" }, "Nudge", slider);
  const real = bar("real change of E");
  const predicted = bar("predicted");
  const bars = h("div", { class: "bars" }, ...real.parts, ...predicted.parts);
  const element = h("div", { class: "step trial" }, h("h4", {}, "Try it"), label, nudged, bars, told);
  const by = () => (slider.valueAsNumber / STEPS) * FARTHEST;

  async function assign(next) {
    const answer = await commands.assign(focus, next);
    if (answer.ok) onTyped();
    else value.value = shown;
  }

  async function nudge() {
    fillSlider();
    const at = focus;
    const step = by();
    const answer = await commands.nudge(at, step);
    if (!answer.ok || at !== focus || step !== by()) return;
    const parts = barParts(answer);
    real.show(answer.change, parts.real);
    predicted.show(answer.predicted, parts.predicted);
    setText(told, nudgeWords(step, answer));
  }

  function fillSlider() {
    slider.style.setProperty("--part", String((slider.valueAsNumber / STEPS + 1) / 2));
  }

  function forget() {
    slider.value = "0";
    fillSlider();
    real.show(null, 0);
    predicted.show(null, 0);
    setText(told, "Move the slider: nothing is changed, the error is only tried.");
  }

  value.addEventListener("change", () => assign(value.value));
  slider.addEventListener("input", nudge);

  return {
    element,
    /**
     * @param {object} next what is looked at; @param {number} now its value
     * @param {{isRunning: boolean, isPast?: boolean, network: string, at: string}} how `network` and `at`
     *   name the network and the update that are shown. Once the training rests at
     *   another one, what was nudged is tried again there.
     */
    render(next, now, { isRunning, isPast = false, network, at }) {
      value.readOnly = isPast;
      setAttribute(value, "title", isPast ? "A past epoch stays as it was: go on from there, or branch, to change it" : null);
      const isOther = !sameFocus(focus, next) || network !== of;
      if (isOther) {
        focus = next;
        of = network;
        forget();
      } else if (at !== moment && !isRunning && slider.valueAsNumber !== 0) nudge();
      if (isOther || !isRunning) moment = at;
      const text = figure(now);
      if (text !== shown && value !== document.activeElement) value.value = text;
      shown = text;
    },
  };
}

/** One change: its name, its number, and a bar from the middle to either side. */
function bar(name) {
  const number = h("span", { class: "bar-number" });
  const fill = h("span", { class: "bar-fill" });
  const track = h("span", { class: "bar-track", "aria-hidden": "true" }, fill);
  return {
    parts: [h("span", {}, name), number, track],
    show(value, part) {
      setText(number, value === null ? "–" : signed(value));
      fill.dataset.sign = part < 0 ? "negative" : "positive";
      fill.style.setProperty("--from", String(part < 0 ? 0.5 + part / 2 : 0.5));
      fill.style.setProperty("--size", String(Math.abs(part) / 2));
    },
  };
}

const signed = (value) => (value > 0 ? "+" : "") + figure(value);
