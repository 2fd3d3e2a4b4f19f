/**
 * The typed value beside a slider. What is typed goes to the server as it is, which alone
 * reads it: its own words come back where it cannot be taken, and so does the old value.
 */
import { h, setAttribute } from "../core/dom.js";
import { formatValue } from "../core/format.js";

/**
 * @param {object} setting a catalogue entry
 * @param {object} ctx
 * @param {{id?: string, described: object, isList?: boolean}} options
 */
export function createNumber(setting, ctx, options) {
  return new NumberField(setting, ctx, options);
}

class NumberField {
  #setting;
  #commands;
  #shown = "";
  #isWrong = false;
  #isTyping = false;

  constructor(setting, { commands }, { id, described, isList = false }) {
    this.#setting = setting;
    this.#commands = commands;
    this.input = h("input", {
      ...described,
      id,
      class: "number",
      type: "text",
      inputmode: isList ? "text" : "decimal",
      autocomplete: "off",
      spellcheck: "false",
      "aria-label": id ? null : `${setting.label}, exact value`,
      oninput: () => (this.#isTyping = true),
      onfocus: () => this.input.select(),
      onchange: () => this.#commit(),
      onblur: () => this.#restore(),
      onkeydown: ({ key }) => this.#onKey(key),
    });
  }

  /** What is being typed is left alone. */
  show(value) {
    this.#shown = value === null ? "off" : formatValue(value);
    if (!this.#isTyping && this.input.value !== this.#shown) this.#restore();
  }

  render(value, error) {
    this.show(value);
    this.#isWrong = error !== null;
    setAttribute(this.input, "aria-invalid", error ? "true" : null);
  }

  #onKey(key) {
    if (key === "Escape") this.#restore();
    // The old value typed again mends an error, but to the browser it is no change.
    if (key === "Enter" && this.#isWrong && this.input.value === this.#shown) this.#commit();
  }

  async #commit() {
    const text = this.input.value;
    this.#isTyping = false;
    if (text === this.#shown && !this.#isWrong) return;
    const answer = await this.#commands.set({ [this.#setting.name]: text }, { ahead: false });
    if (!answer.ok) this.#restore();
  }

  #restore() {
    this.#isTyping = false;
    this.input.value = this.#shown;
  }
}
