/** The runs made in this browser, with small curves; each opens again with its weights. */
import { h, icon, setAttribute } from "../core/dom.js";
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
    if (!cards.has(record.id)) cards.set(record.id, createCard(catalogue, record, act));
    return cards.get(record.id).show(record);
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

/** Its buttons stay the same while its run goes on: somebody may be about to press one. */
function createCard(catalogue, first, { open, keep, remove }) {
  let record = null;
  const spark = h("span", { class: "spark" });
  const words = h("span", { class: "run-words" });
  const again = h("button", { type: "button", class: "small", onclick: () => open(record) }, "Open again");
  const mine = h("button", { type: "button", class: "small", onclick: () => keep(record) }, "Keep");
  const away = h("button", { type: "button", class: "small icon-only", title: "Remove", onclick: () => remove(record.id) }, icon("close"));
  const buttons = h("span", { class: "run-buttons" }, again, first.kept ? null : mine, away);
  const element = h("li", { class: "run-card", "data-run": first.id }, spark, words, buttons);

  function show(next) {
    if (next === record) return element;
    record = next;
    const [title, ...lines] = linesOf(catalogue, record);
    const { epoch } = record.results;
    spark.replaceChildren(createSparkline(record.series, `Training and validation error over ${epoch} epochs`));
    words.replaceChildren(h("b", { title: summaryOf(catalogue, record) }, title), ...lines.map((line) => h("span", { class: "quiet" }, line)));
    for (const [button, verb] of [[again, "Open again"], [mine, "Keep"], [away, "Remove"]]) {
      setAttribute(button, "aria-label", `${verb}: ${title}, ${epoch} epochs`);
    }
    return element;
  }

  return { show };
}

/** Its name or settings, how far it came, and when it was noted. */
function linesOf(catalogue, record) {
  const { results, kept } = record;
  const when = new Date(record.at).toLocaleString("en-GB", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
  const isWatched = results.best_error != null;
  const error = isWatched ? `best validation E ${formatError(results.best_error)}` : `train E ${formatError(results.train)}`;
  return [kept ? record.name : summaryOf(catalogue, record), error, `${results.epoch} epochs, ${kept ? "kept " : ""}${when}`];
}
