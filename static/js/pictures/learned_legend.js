/** Under the map: what colours and rings mean. */
import { h, setText } from "../core/dom.js";
import { CLASS_TOKENS } from "../core/theme.js";
import { REMOVED } from "../protocol.js";
import { addedShown, pointsOf, wrongShown } from "./learned_figure.js";
import { discWords } from "./point_errors.js";

/** @param {HTMLElement} [last] stands at the end */
export function createLearnedLegend(last = h("span")) {
  const wrong = h("span");
  const ring = item("swatch ring", wrong);
  const added = h("span");
  const square = item("swatch square", added);
  const gone = h("span");
  const cross = item("sample crossed", gone, "✕");
  const error = h("span");
  const disc = item("swatch disc", error);
  const element = h("p", { class: "legend" });
  let shown = null;
  return {
    element,
    render({ data }) {
      const key = JSON.stringify([data.classes, data.dimensions]);
      if (shown === key) return; // what is put in anew loses the keyboard's focus
      shown = key;
      const classes = data.classes.map((name, i) => item(`swatch ${CLASS_TOKENS[i]}`, name));
      const line = data.dimensions === 1 ? [item("sample ink", "output")] : [];
      element.replaceChildren(...line, ...classes, ring, square, cross, disc, last);
    },
    /** How many rings there are: wrong labels among the sets that are shown. */
    count({ data }, sets) {
      const count = wrongShown(data, sets).length;
      setText(wrong, `${count} wrong ${count === 1 ? "label" : "labels"} shown`);
      ring.hidden = count === 0;
      const [news, removed] = [addedShown(data, sets).length, pointsOf(data, REMOVED).length];
      setText(added, `${news} added`);
      square.hidden = news === 0;
      setText(gone, `${removed} removed`);
      cross.hidden = removed === 0;
    },
    /** What the discs mean, while there are any. */
    errors(points, isShown) {
      disc.hidden = !isShown;
      element.classList.toggle("with-discs", isShown);
      if (isShown) setText(error, discWords(points));
    },
  };
}

function item(kind, text, sign = null) {
  return h("span", { class: "legend-item" }, h("i", { class: kind }, sign), text);
}

/** The legend in parts, for the export. */
export function learnedLegendText({ data }, sets, points = null) {
  const shapes = { train: "● train", validation: "◆ validation", test: "▲ test" };
  const shown = Object.keys(shapes).filter((set) => sets[set]);
  const colors = ["orange", "blue", "purple"];
  const classes = data.classes.map((name, i) => `${colors[i]}: ${name}`);
  const ring = wrongShown(data, sets).length ? ["ring: wrong label"] : [];
  const added = addedShown(data, sets).length ? ["square: added"] : [];
  const gone = pointsOf(data, REMOVED).length ? ["cross: removed"] : [];
  const disc = points ? [discWords(points)] : [];
  return [...shown.map((set) => shapes[set]), ...classes, ...ring, ...added, ...gone, ...disc];
}
