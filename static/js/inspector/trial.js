/**
 * Change a weight or a bias by hand: type a value, which training then goes on from, or
 * nudge it and see how the error really changes beside what the gradient predicted.
 */
import { h, setText } from "../core/dom.js";
import { readNumber } from "../core/format.js";
import { figure } from "../formulas/tree.js";

/** The slider's ends, and its steps. */
const FARTHEST = 0.5;
const STEPS = 100;

/** What came of a nudge, in words. */
export function nudgeWords(by, { error_before: before, error_after: after, predicted }) {
  const moved = `Nudged by ${figure(by)}: E goes from ${figure(before)} to ${figure(after)}`;
  return `${moved}, a change of ${figure(after - before)}; gradient × nudge predicted ${figure(predicted)}.`;
}

/** @param {{assign: Function, nudge: Function}} commands */
export function createTrial(commands) {
  let focus = null;
  let shown = null;
  const value = h("input", { type: "text", class: "number", inputmode: "decimal", autocomplete: "off" });
  const putBack = h("button", { type: "button", class: "small" });
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
  const element = h("div", { class: "step trial" }, h("h4", {}, "Try it"), label, putBack, nudged, told);

  async function assign(next) {
    const at = focus;
    const answer = await commands.assign(at, next);
    if (!answer.ok) {
      value.value = shown;
      return;
    }
    putBack.hidden = false;
    setText(putBack, `Put back ${figure(answer.before)}`);
    putBack.onclick = () => {
      commands.assign(at, answer.before);
      putBack.hidden = true;
    };
  }

  async function nudge() {
    const by = (slider.valueAsNumber / STEPS) * FARTHEST;
    fillSlider();
    const at = focus;
    const answer = await commands.nudge(at, by);
    if (answer.ok && at === focus) setText(told, nudgeWords(by, answer));
  }

  function fillSlider() {
    slider.style.setProperty("--part", String((slider.valueAsNumber / STEPS + 1) / 2));
  }

  function forget() {
    slider.value = "0";
    fillSlider();
    setText(told, "Move the slider: nothing is changed, the error is only tried.");
    putBack.hidden = true;
  }

  value.addEventListener("change", () => assign(readNumber(value.value, false)));
  slider.addEventListener("input", nudge);

  return {
    element,
    /** @param {object} next what is looked at; @param {number} now its value */
    render(next, now, isOther) {
      focus = next;
      if (isOther) forget();
      const text = figure(now);
      if (text !== shown && value !== document.activeElement) value.value = text;
      shown = text;
    },
  };
}
