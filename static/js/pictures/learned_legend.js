/** Under the map: what colours and rings mean. */
import { h, setText } from "../core/dom.js";
import { CLASS_TOKENS } from "./colors.js";
import { wrongShown } from "./learned_figure.js";

export function createLearnedLegend() {
  const wrong = h("span");
  const ring = item("swatch ring", wrong);
  const element = h("p", { class: "legend" });
  return {
    element,
    render({ data }) {
      const classes = data.classes.map((name, i) => item(`swatch ${CLASS_TOKENS[i]}`, name));
      const line = data.dimensions === 1 ? [item("sample ink", "output")] : [];
      element.replaceChildren(...line, ...classes, ring);
    },
    /** How many rings there are: wrong labels among the sets that are shown. */
    count({ data }, sets) {
      const count = wrongShown(data, sets).length;
      setText(wrong, `${count} wrong ${count === 1 ? "label" : "labels"}`);
      ring.hidden = count === 0;
    },
  };
}

function item(kind, text) {
  return h("span", { class: "legend-item" }, h("i", { class: kind }), text);
}

/** The legend in parts, for the export. */
export function learnedLegendText({ data }, sets) {
  const shapes = { train: "● train", validation: "◆ validation", test: "▲ test" };
  const shown = Object.keys(shapes).filter((set) => sets[set]);
  const colors = ["orange", "blue", "purple"];
  const classes = data.classes.map((name, i) => `${colors[i]}: ${name}`);
  const ring = wrongShown(data, sets).length ? ["ring: wrong label"] : [];
  return [...shown.map((set) => shapes[set]), ...classes, ...ring];
}
