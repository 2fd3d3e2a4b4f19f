/** What the lines of the error curves are: line style, colour and name. */
import { h } from "../core/dom.js";

export function createCurveLegend() {
  const sets = ["train", "validation", "test"].map((name) => [name, item(`curve ${name}`, name)]);
  const flag = item("flag", "change");
  const twin = item("twin", "twin");
  const element = h("p", { class: "legend over" }, ...sets.map(([, each]) => each), twin, flag);
  return {
    element,
    /**
     * @param {string[]} shown names of the sets that have a curve
     * @param {{hasFlags: boolean, hasTwin: boolean, isBoth: boolean}} how `isBoth`: there is an axis at the right
     */
    render(shown, { hasFlags, hasTwin, isBoth }) {
      element.classList.toggle("beside-axis", isBoth);
      for (const [name, each] of sets) each.hidden = !shown.includes(name);
      flag.hidden = !hasFlags;
      twin.hidden = !hasTwin;
    },
  };
}

function item(kind, text) {
  return h("span", { class: "legend-item" }, h("i", { class: `sample ${kind}` }), text);
}
