/** The sizes of the hidden layers: typed as a list, or a layer more or less by button. */
import { h } from "../core/dom.js";
import { createField } from "./field.js";
import { createNumber } from "./number.js";

const FIRST_LAYER = 4;
const NONE = "none";

export function createLayers(setting, ctx) {
  const field = createField(setting);
  const { ids, described } = field;
  const list = createNumber(setting, ctx, { id: ids.input, described, isList: true });
  list.input.placeholder = NONE;
  let sizes = [];

  const change = (next) => ctx.commands.set({ [setting.name]: next });
  const fewer = button("−", "Remove the last hidden layer", () => change(sizes.slice(0, -1)));
  const more = button("+", "Add a hidden layer", () =>
    change([...sizes, sizes.at(-1) ?? FIRST_LAYER]),
  );
  list.input.classList.add("whole");
  field.head.append(h("span", { class: "field-value" }, fewer, more));
  field.fill(list.input);

  return {
    element: field.element,
    render(value, { error }) {
      sizes = value;
      list.render(value, error);
      fewer.disabled = value.length === 0;
      more.disabled = value.length >= (setting.most_layers ?? Infinity);
      field.showError(error);
    },
  };
}

function button(sign, name, onclick) {
  return h("button", { type: "button", class: "small", "aria-label": name, onclick }, sign);
}
