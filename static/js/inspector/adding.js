/** Adds a training point by its numbers: the keyboard's way. */
import { h, setAttribute, setUsable } from "../core/dom.js";
import { createTarget } from "../pictures/point_tools.js";

/** @param {{add: (x: number[], target: number) => Promise<object>, isPossible: () => boolean,
 *   refusal: () => string}} editing */
export function createAdding(editing) {
  const field = (label) => h("input", { type: "text", inputmode: "decimal", class: "number", autocomplete: "off", value: "0", "aria-label": `${label} of an added point` });
  const [x1, x2, y] = [field("x₁"), field("x₂"), field("Value")];
  const second = h("label", {}, "x₂ ", x2);
  const value = h("label", {}, "value ", y);
  const target = createTarget();
  const button = h("button", { type: "submit", class: "small" }, "Add");
  let isLine = false;

  async function add(event) {
    event.preventDefault();
    if (!editing.isPossible()) return;
    const x = isLine ? [x1.value] : [x1.value, x2.value];
    await editing.add(x, isLine ? y.value : target.value());
  }

  const element = h(
    "form",
    { class: "point-adding", "aria-label": "Add a training point", onsubmit: add },
    h("span", { class: "quiet" }, "Add a training point:"),
    h("label", {}, "x₁ ", x1),
    second,
    value,
    target.element,
    button,
  );
  return {
    element,
    render(data) {
      isLine = data.dimensions === 1;
      second.hidden = isLine;
      value.hidden = !isLine;
      x2.disabled = isLine;
      y.disabled = !isLine;
      target.render(data);
      setUsable(button, editing.isPossible());
      setAttribute(button, "title", editing.refusal() || null);
    },
  };
}
