/**
 * The typed value beside a slider. Whatever is typed goes to the server as it is: the
 * server's own words come back where it cannot be taken, and so does the old value.
 */
import { h, setAttribute } from "../core/dom.js";
import { formatValue, readNumber } from "../core/format.js";

/**
 * @param {object} setting a catalogue entry
 * @param {object} ctx
 * @param {{id?: string, described: object, read?: (text: string) => unknown}} options
 */
export function createNumber(setting, ctx, options) {
  return new NumberField(setting, ctx, options);
}

class NumberField {
  #setting;
  #commands;
  #read;
  #shown = "";
  #isTyping = false;

  constructor(setting, { commands }, { id, described, read }) {
    this.#setting = setting;
    this.#commands = commands;
    this.#read = read ?? ((text) => readNumber(text, setting.nullable));
    this.input = h("input", {
      ...described,
      id,
      class: "number",
      type: "text",
      inputmode: read ? "text" : "decimal",
      autocomplete: "off",
      spellcheck: "false",
      "aria-label": id ? null : `${setting.label}, exact value`,
      oninput: () => (this.#isTyping = true),
      onfocus: () => this.input.select(),
      onchange: () => this.#commit(),
      onblur: () => this.#restore(),
      onkeydown: ({ key }) => key === "Escape" && this.#restore(),
    });
  }

  /** What is being typed is left alone. */
  show(value) {
    this.#shown = value === null ? "off" : formatValue(value);
    if (!this.#isTyping && this.input.value !== this.#shown) this.#restore();
  }

  render(value, error) {
    this.show(value);
    setAttribute(this.input, "aria-invalid", error ? "true" : null);
  }

  async #commit() {
    const text = this.input.value;
    this.#isTyping = false;
    if (text === this.#shown) return;
    const change = { [this.#setting.name]: this.#read(text) };
    const answer = await this.#commands.set(change, { ahead: false });
    if (!answer.ok) this.#restore();
  }

  #restore() {
    this.#isTyping = false;
    this.input.value = this.#shown;
  }
}
