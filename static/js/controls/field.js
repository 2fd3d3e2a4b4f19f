/**
 * What every control of the rail has: its label, its help, a note on what a change does
 * to the training, and a place for an error. The help describes the control to screen
 * readers and fills the tooltip.
 */
import { h, setAttribute, setText } from "../core/dom.js";

/** What a change does: a verb that narrow places leave out, and the rest. */
export const ACTS = {
  live: ["applies ", "while training"],
  rebuild: ["builds a ", "new network"],
};

/**
 * @param {object} setting a catalogue entry; `place` begins its ids where it is not the
 *   rail: a change there does nothing to the run
 * @param {{group?: boolean}} [options] `group`: the field holds several inputs, so its
 *   label is the name of a group instead of the label of one input
 */
export function createField(setting, { group = false } = {}) {
  const id = `${setting.place ?? "set"}-${setting.name}`;
  const ids = { input: id, label: `${id}-label`, help: `${id}-help`, error: `${id}-error`, note: `${id}-note` };
  const head = h("div", { class: "field-head" }, labelOf(setting, ids, group), mark());
  const error = h("p", { class: "field-error", id: ids.error, hidden: true });
  const note = h("p", { class: "field-note", id: ids.note, hidden: true });
  const option = h("p", { class: "tip-option" });
  const attributes = {
    class: "field",
    "data-setting": setting.name,
    "data-help": ids.help,
    role: group ? "group" : null,
    "aria-labelledby": group ? ids.label : null,
  };
  const element = h("div", attributes, head);

  return {
    element,
    head,
    ids,
    /** Attributes that tie an input to the field's help, error and note. */
    described: { "aria-describedby": `${ids.help} ${ids.error} ${ids.note}` },
    /** Puts the control's parts in, above the places for errors and notes. */
    fill: (...parts) => element.append(...parts, error, note, helpOf(setting, ids, option)),
    /** Says in the help what the chosen option is. */
    describeOption: (words) => setText(option, words),
    /** Shows what the server said of this field, or nothing. */
    showError(message) {
      setText(error, message ?? "");
      error.hidden = !message;
      setAttribute(element, "data-invalid", message ? "true" : null);
    },
  };
}

/** Says beside a control what gave way in it to another setting; nothing where none did. */
export function showNote(element, words) {
  const note = element.querySelector(".field-note");
  setText(note, (words ?? "").replaceAll(" %", "\u00a0%")); // a number keeps its sign
  note.hidden = !words;
}

function labelOf({ label, symbol }, ids, group) {
  const name = h("span", { class: "field-name" }, label);
  if (symbol) name.append(" ", h("i", { class: "symbol", translate: "no" }, symbol));
  const attributes = { class: "field-label", id: ids.label };
  if (group) return h("span", attributes, name);
  return h("label", { ...attributes, for: ids.input }, name);
}

/** The question mark that a finger can tap; others hover or focus. */
function mark() {
  return h("span", { class: "mark", "aria-hidden": "true", "data-help-mark": true }, "?");
}

function helpOf({ help, acts, place }, ids, option) {
  const rest = h("p", { class: "tip-rest" }); // filled by resting.js
  const note = place ? null : h("p", { class: "tip-note" }, `A change ${ACTS[acts].join("")}.`);
  return h("div", { class: "visually-hidden", id: ids.help }, h("p", {}, help), option, rest, note);
}
