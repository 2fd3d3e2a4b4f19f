/** The data set, chosen by its picture: a few of its points, drawn small. */
import { h, setText } from "../core/dom.js";
import { optionHelp } from "./choice.js";
import { createField } from "./field.js";
import { thumbnailAddress } from "./thumbnail.js";

const SIZE = 44;

export function createDatasets(setting, ctx) {
  const field = createField(setting, { group: true });
  const name = h("span", { class: "field-value dataset-name" });
  const tiles = setting.choices.map(({ value, label }) => {
    const tip = `${field.ids.help}-${value}`;
    const radio = h("input", {
      "aria-describedby": `${field.ids.help} ${tip} ${field.ids.error} ${field.ids.note}`,
      type: "radio",
      name: field.ids.input,
      value,
      "aria-label": label,
      onchange: () => ctx.commands.set({ [setting.name]: value }),
    });
    const image = h("img", { width: SIZE, height: SIZE, alt: "" });
    const help = h("span", { class: "visually-hidden", id: tip }, optionHelp(setting, value));
    const tile = h("label", { class: "tile", "data-help": tip }, radio, image, help);
    return { value, radio, image, tile };
  });
  field.head.append(name);
  field.fill(h("div", { class: "tiles" }, ...tiles.map(({ tile }) => tile)));
  let painted = null;

  function paint(theme) {
    painted = theme;
    for (const { value, image } of tiles) {
      image.src = thumbnailAddress(2 * SIZE, ctx.boot.datasets[value], ctx.theme.color);
    }
  }

  return {
    element: field.element,
    render(value, { error }) {
      if (painted !== ctx.theme.name()) paint(ctx.theme.name());
      for (const tile of tiles) tile.radio.checked = tile.value === value;
      setText(name, setting.choices.find((choice) => choice.value === value)?.label ?? value);
      field.showError(error);
    },
  };
}
