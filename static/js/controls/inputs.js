/** Which functions of a point's coordinates enter the network. */
import { h } from "../core/dom.js";
import { createField } from "./field.js";

export function createInputs(setting, ctx) {
  const field = createField(setting, { group: true });
  const chips = setting.choices.map(({ value, label, help }) => {
    const box = h("input", { ...field.described, type: "checkbox", value, onchange: send });
    return { value, box, chip: h("label", { class: "chip", title: help || null }, box, h("span", {}, label)) };
  });
  field.fill(h("div", { class: "chips" }, ...chips.map(({ chip }) => chip)));

  function send() {
    const inputs = chips.filter(({ box }) => box.checked).map(({ value }) => value);
    ctx.commands.set({ [setting.name]: inputs });
  }

  return {
    element: field.element,
    render(chosen, { error, settings }) {
      const offered = ctx.boot.datasets[settings.dataset]?.inputs;
      for (const { value, box, chip } of chips) {
        const isChosen = chosen.includes(value);
        if (box.checked !== isChosen) box.checked = isChosen;
        chip.hidden = Boolean(offered) && !offered.includes(value);
      }
      field.showError(error);
    },
  };
}
