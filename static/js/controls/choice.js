/** One of a few names, from a list that opens. The help tells about the chosen one. */
import { h, setAttribute } from "../core/dom.js";
import { createField } from "./field.js";

export function createChoice(setting, ctx) {
  const field = createField(setting);
  const select = h(
    "select",
    {
      ...field.described,
      id: field.ids.input,
      onchange: () => ctx.commands.set({ [setting.name]: select.value }),
    },
    ...setting.choices.map(({ value, label }) => h("option", { value }, label)),
  );
  field.fill(h("span", { class: "select" }, select));

  return {
    element: field.element,
    render(value, { error }) {
      if (select.value !== value) select.value = value;
      setAttribute(select, "aria-invalid", error ? "true" : null);
      field.showError(error);
      field.describeOption(optionHelp(setting, value));
    },
  };
}

/** "Tanh: tanh z. Smooth, from −1 to 1." */
export function optionHelp(setting, value) {
  const option = setting.choices.find((choice) => choice.value === value);
  if (!option) return "";
  const words = [option.formula, option.help].filter(Boolean).join(" · ");
  return words ? `${option.label}: ${words}` : "";
}
