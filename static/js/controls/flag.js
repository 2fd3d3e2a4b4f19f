/** On or off. */
import { h } from "../core/dom.js";
import { createField } from "./field.js";

export function createFlag(setting, ctx) {
  const field = createField(setting);
  const box = h("input", {
    ...field.described,
    id: field.ids.input,
    type: "checkbox",
    role: "switch",
    class: "switch",
    onchange: () => ctx.commands.set({ [setting.name]: box.checked }),
  });
  field.head.append(h("span", { class: "field-value" }, box));
  field.fill();

  return {
    element: field.element,
    render(value, { error }) {
      if (box.checked !== value) box.checked = value;
      field.showError(error);
    },
  };
}
