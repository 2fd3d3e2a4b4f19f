/** A sentence beside a control: what is to be known of its setting as it is. */
import { h, setText } from "../core/dom.js";

/**
 * @param {HTMLElement} element a setting's field
 * @returns {(text: string | undefined) => void} shows a sentence, or none
 */
export function createCaution(element) {
  const words = h("p", { class: "field-caution", role: "status", hidden: true });
  element.append(words);
  return (text) => {
    setText(words, text ?? "");
    words.hidden = !text;
  };
}
