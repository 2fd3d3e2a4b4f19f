/** A row of buttons of which one is pressed, or several (`many`). */
import { h, setAttribute } from "../core/dom.js";

/**
 * @param {string} label
 * @param {{value: string, label: string, help?: string}[]} choices
 * @param {(value: string) => void} choose
 */
export function createSegmented(label, choices, choose) {
  const buttons = choices.map(({ value, label: text, help }) =>
    h(
      "button",
      {
        type: "button",
        "data-value": value,
        "data-label": text,
        title: help,
        onclick: () => choose(value),
      },
      text,
    ),
  );
  return {
    element: h("div", { class: "segmented", role: "group", "aria-label": label }, ...buttons),
    /** @param {(value: string) => boolean} isOn */
    render(isOn, isUsable = () => true) {
      for (const button of buttons) {
        const { value } = button.dataset;
        setAttribute(button, "aria-pressed", isOn(value) ? "true" : "false");
        button.disabled = !isUsable(value);
      }
    },
  };
}
