/** At least one of a few names: which inputs enter the network, which criteria stop it. */
import { h } from "../core/dom.js";
import { createField } from "./field.js";

export function createSeveral(setting, ctx) {
  const field = createField(setting, { group: true });
  const chips = setting.choices.map(({ value, label, help, formula }) => {
    const box = h("input", { ...field.described, type: "checkbox", value, onchange: send });
    const title = [help, formula].filter(Boolean).join(" ") || null;
    return { value, box, chip: h("label", { class: "chip", title }, box, h("span", {}, label)) };
  });
  field.fill(h("div", { class: "chips" }, ...chips.map(({ chip }) => chip)));

  function send() {
    const chosen = chips.filter(({ box }) => box.checked).map(({ value }) => value);
    ctx.commands.set({ [setting.name]: chosen });
  }

  return {
    element: field.element,
    render(chosen, { error, settings }) {
      const offered = offeredFor(setting.name, ctx.boot.datasets[settings.dataset]);
      for (const { value, box, chip } of chips) {
        const isChosen = chosen.includes(value);
        if (box.checked !== isChosen) box.checked = isChosen;
        chip.hidden = Boolean(offered) && !offered.includes(value);
      }
      field.showError(error);
    },
  };
}

/** Data with one input have fewer functions of it. */
function offeredFor(name, dataset) {
  return name === "inputs" ? dataset?.inputs : null;
}
