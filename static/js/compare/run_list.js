/** The runs made in this browser, with small curves; each opens again with its weights. */
import { h, icon } from "../core/dom.js";
import { formatError } from "../core/format.js";
import { contentOf } from "../core/records.js";
import { summaryOf } from "./run_facts.js";
import { createSparkline } from "./sparkline.js";

/**
 * @param {object[]} catalogue
 * @param {{open: (record: object) => void, keep: (record: object) => void,
 *   remove: (id: string) => void}} act
 */
export function createRunList(catalogue, act) {
  const list = h("ul", { class: "run-list" });
  const none = h("p", { class: "quiet" }, "None yet: a run is noted once its first epoch is finished.");
  const title = h("h3", {}, "Runs made in this browser");
  const cards = new Map();
  let shown = null;

  function card(record) {
    const known = cards.get(record.id);
    if (known?.record === record) return known.element;
    const element = cardOf(catalogue, record, act);
    cards.set(record.id, { record, element });
    return element;
  }

  return {
    element: h("section", { class: "run-history", "aria-label": "Runs made in this browser" }, title, none, list),
    render(records) {
      if (records === shown) return;
      shown = records;
      const listed = withoutDoubles(records);
      const elements = listed.map(card);
      const ids = new Set(listed.map(({ id }) => id));
      for (const id of [...cards.keys()].filter((each) => !ids.has(each))) cards.delete(id);
      none.hidden = elements.length > 0;
      place(list, elements);
    },
  };
}

/** What stands there already is not touched: it may have the focus. */
function place(list, elements) {
  elements.forEach((element, i) => {
    if (list.children[i] !== element) list.insertBefore(element, list.children[i] ?? null);
  });
  while (list.children.length > elements.length) list.lastChild.remove();
}

/** A run that was kept at the same update stands there once, by its name. */
export function withoutDoubles(records) {
  const key = ({ recipe }) => `${contentOf(recipe)} ${recipe.update}`;
  const kept = new Set(records.filter((record) => record.kept).map(key));
  return records.filter((record) => record.kept || !kept.has(key(record)));
}

function cardOf(catalogue, record, { open, keep, remove }) {
  const { results, series } = record;
  const summary = summaryOf(catalogue, record);
  const title = record.kept ? record.name : summary;
  const when = new Date(record.at).toLocaleString("en-GB", { dateStyle: "short", timeStyle: "short" });
  const best = results.best_error == null ? `train E ${formatError(results.train)}` : `best validation E ${formatError(results.best_error)}`;
  const label = `Training and validation error over ${results.epoch} epochs`;
  const name = `${title}, ${results.epoch} epochs`;
  return h(
    "li",
    { class: "run-card", "data-run": record.id },
    createSparkline(series, label),
    h(
      "span",
      { class: "run-words" },
      h("b", { title: summary }, title),
      h("span", { class: "quiet" }, `${results.epoch} epochs, ${best}`),
      h("span", { class: "quiet" }, record.kept ? `kept, ${when}` : when),
    ),
    h(
      "span",
      { class: "run-buttons" },
      h("button", { type: "button", class: "small", "aria-label": `Open again: ${name}`, onclick: () => open(record) }, "Open again"),
      record.kept ? null : h("button", { type: "button", class: "small", "aria-label": `Keep: ${name}`, onclick: () => keep(record) }, "Keep"),
      h("button", { type: "button", class: "small icon-only", "aria-label": `Remove: ${name}`, title: "Remove", onclick: () => remove(record.id) }, icon("close")),
    ),
  );
}
