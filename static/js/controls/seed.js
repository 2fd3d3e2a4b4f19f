/** A seed: the number that fixes one kind of chance, and a button for the next one. */
import { h, icon } from "../core/dom.js";
import { createField } from "./field.js";
import { createNumber } from "./number.js";

const SEEDS = 1_000_000;
const WORDS = {
  data_seed: "New data",
  split_seed: "New split",
  weight_seed: "New weights",
};

export function createSeed(setting, ctx) {
  const field = createField(setting);
  const number = createNumber(setting, ctx, {
    id: field.ids.input,
    described: field.described,
  });
  let seed = 0;
  const next = h(
    "button",
    {
      type: "button",
      class: "small",
      onclick: () => ctx.commands.set({ [setting.name]: (seed + 1) % SEEDS }),
    },
    icon("dice"),
    WORDS[setting.name] ?? "Next",
  );
  field.head.append(h("span", { class: "field-value" }, number.input, next));
  field.fill();

  return {
    element: field.element,
    render(value, { error }) {
      seed = value;
      number.render(value, error);
      field.showError(error);
    },
  };
}
