/**
 * A slider with its exact value beside it. A setting that acts on the running training
 * is sent while the slider moves, one that builds a new network when it is let go.
 */
import { h, setAttribute } from "../core/dom.js";
import { formatValue } from "../core/format.js";
import { sliderScale } from "../core/scales.js";
import { createField } from "./field.js";
import { createNumber } from "./number.js";

export function createSlider(setting, ctx) {
  return new Slider(setting, ctx);
}

class Slider {
  #setting;
  #ctx;
  #scale;
  #field;
  #number;
  #input;
  #isHeld = false;
  /** What the page shows: the value in force, or the one on its way to the server. */
  #value = null;

  constructor(setting, ctx) {
    this.#setting = setting;
    this.#ctx = ctx;
    this.#scale = sliderScale(setting);
    this.#field = createField(setting);
    this.#number = createNumber(setting, ctx, this.#field);
    this.#input = this.#createInput();
    const unit = setting.unit ? h("span", { class: "unit" }, setting.unit) : null;
    const value = h("span", { class: "field-value" }, this.#number.input, unit);
    this.#field.head.append(value);
    this.#field.fill(this.#input);
    this.element = this.#field.element;
  }

  /** While it is held, the slider stays where the hand has it. */
  render(value, { error }) {
    this.#value = value;
    this.#field.showError(error);
    this.#place();
    this.#number.render(this.#isHeld ? this.#chosen : value, error);
  }

  #place() {
    if (!this.#isHeld) this.#input.value = String(this.#scale.tick(this.#value));
    this.#show(this.#isHeld ? this.#chosen : this.#value);
  }

  get #chosen() {
    return this.#scale.value(this.#input.valueAsNumber);
  }

  #createInput() {
    const isLive = this.#setting.acts === "live";
    const release = () => this.#release();
    return h("input", {
      ...this.#field.described,
      id: this.#field.ids.input,
      type: "range",
      min: 0,
      max: this.#scale.count - 1,
      step: 1,
      onpointerdown: () => (this.#isHeld = true),
      onpointerup: release,
      onpointercancel: release,
      oninput: () => this.#onMove(isLive),
      onchange: () => this.#onMove(!isLive),
    });
  }

  /**
   * Let go, it shows the value in force, which is the old one where it was refused. The
   * browser tells of the value let go at just after this, hence the wait.
   */
  #release() {
    this.#isHeld = false;
    requestAnimationFrame(() => {
      this.#place();
      this.#number.show(this.#value);
    });
  }

  #onMove(send) {
    const value = this.#chosen;
    this.#show(value);
    this.#number.render(value, null);
    if (send) this.#ctx.commands.set({ [this.#setting.name]: value });
  }

  #show(value) {
    const part = this.#input.valueAsNumber / (this.#scale.count - 1);
    this.#input.style.setProperty("--part", String(part));
    setAttribute(this.#input, "aria-valuetext", spoken(this.#setting, value));
  }
}

function spoken({ unit }, value) {
  if (value === null) return "off";
  return unit ? `${formatValue(value)} ${unit}` : formatValue(value);
}
