/** What the server says of a setting as it is, beside its control. */
import { h, setText } from "../core/dom.js";

/**
 * The sentence on each setting, by its name. While another value is on its way, what was
 * said of the old one may be wrong: nothing is said.
 *
 * @param {{frame: object | null, pending: object}} state
 * @returns {Map<string, string>}
 */
export function cautionsOf({ frame, pending }) {
  if (Object.keys(pending).length > 0) return new Map();
  return new Map((frame?.stopping.cautions ?? []).map(({ field, text }) => [field, text]));
}

/** @param {HTMLElement} element a setting's field */
export function createCaution(element) {
  const words = h("p", { class: "field-caution", role: "status", hidden: true });
  element.append(words);
  return (text) => {
    setText(words, text ?? "");
    words.hidden = !text;
  };
}
