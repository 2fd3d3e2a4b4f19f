/**
 * How many points each set has, as a bar and as a table, class by class, and how many
 * labels are wrong.
 */
import { h, setText } from "../core/dom.js";
import { CLASS_TOKENS } from "../core/theme.js";
import { SETS } from "../protocol.js";

const NAMES = { train: "training", validation: "validation", test: "test" };

export function createCounts() {
  const bars = SETS.map((name) => h("span", { class: `share ${name}` }));
  const heads = SETS.map((name) => h("th", { scope: "col", class: name }, NAMES[name]));
  const sums = SETS.map((name) => ({ name, count: h("b", { translate: "no" }, "–") }));
  const total = sums.map(({ name, count }) => h("td", { class: name }, count));
  const rows = h("tbody", {}, h("tr", {}, h("th", { scope: "row" }, "all"), ...total));
  const flips = h("p", { class: "flips" }, "\u00a0");
  const element = h(
    "div",
    { class: "counts" },
    h("div", { class: "shares", "aria-hidden": "true" }, ...bars),
    h(
      "table",
      { class: "sizes", "aria-label": "Points in each set" },
      h("thead", {}, h("tr", {}, h("td", {}), ...heads)),
      rows,
    ),
    flips,
  );
  const classes = createClassRows(rows);

  return {
    element,
    /** @param {object | null} data the `data` of the run */
    render(data) {
      if (!data) return;
      sums.forEach(({ name, count }, i) => {
        setText(count, String(data.counts[name]));
        bars[i].style.flexGrow = data.counts[name];
      });
      classes.render(data);
      setText(flips, flippedInWords(data));
    },
  };
}

/** One row a class, below that of all points; made anew for other classes. */
function createClassRows(place) {
  let made = [];
  let names = "";
  return {
    render(data) {
      const key = data.classes.join();
      if (key !== names) {
        for (const { row } of made) row.remove();
        made = data.classes.map((name, i) => createClassRow(name, CLASS_TOKENS[i]));
        place.append(...made.map(({ row }) => row));
        names = key;
      }
      made.forEach(({ cells }, i) => {
        SETS.forEach((set, j) => setText(cells[j], String(data.class_counts[set][i])));
      });
    },
  };
}

function createClassRow(name, token) {
  const cells = SETS.map(() => h("td", {}));
  const head = h("th", { scope: "row" }, h("i", { class: `swatch ${token}` }), name);
  return { cells, row: h("tr", {}, head, ...cells) };
}

/** "30 of all 200 labels are wrong", or that there are none to be wrong. */
export function flippedInWords({ task, flipped_count: flipped, counts }) {
  if (task === "regression") return "Values, not labels: none is flipped.";
  if (flipped === 0) return "All labels are right.";
  const verb = flipped === 1 ? "is" : "are";
  const all = counts.train + counts.validation + counts.test;
  return `${flipped} of all ${all} labels ${verb} wrong (flipped).`;
}
