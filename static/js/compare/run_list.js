/** The runs made in this browser, with small curves; each opens again with its weights. */
import { focusBeside, h, icon, setAttribute } from "../core/dom.js";
import { formatApart } from "../core/format.js";
import { contentOf } from "../core/run_content.js";
import { summaryOf } from "./run_facts.js";
import { createSparkline } from "./sparkline.js";

/**
 * @param {object[]} catalogue
 * @param {{open: (record: object) => void, keep: (record: object) => void,
 *   remove: (id: string) => void, rest: () => HTMLElement}} act `rest`: what takes the
 *   focus where no card is left
 */
export function createRunList(catalogue, act) {
  const list = h("ul", { class: "run-list" });
  const none = h("p", { class: "quiet" }, "None yet: a run is noted once its first epoch is finished.");
  const title = h("h3", {}, "Runs made in this browser");
  const cards = new Map();
  let shown = [];

  function card(record, current, error) {
    if (!cards.has(record.id)) cards.set(record.id, createCard(catalogue, record, act));
    return cards.get(record.id).show(record, isOnScreen(record, current), error);
  }

  return {
    element: h("section", { class: "run-history", "aria-label": "Runs made in this browser" }, title, none, list),
    /** @param {object | null} current the recipe of the run on the screen */
    render(records, current) {
      const now = [records, current && contentOf(current), current?.update];
      if (now.every((part, i) => part === shown[i])) return;
      shown = now;
      const listed = withoutDoubles(records);
      const errors = errorTexts(listed);
      const elements = listed.map((record, i) => card(record, current, errors[i]));
      const ids = new Set(listed.map(({ id }) => id));
      for (const id of [...cards.keys()].filter((each) => !ids.has(each))) cards.delete(id);
      none.hidden = elements.length > 0;
      place(list, elements);
    },
  };
}

/** What stands there already is not touched: it may have the focus. */
function place(list, elements) {
  const stay = new Set(elements);
  for (const gone of [...list.children].filter((each) => !stay.has(each))) gone.remove();
  elements.forEach((element, i) => {
    if (list.children[i] !== element) list.insertBefore(element, list.children[i] ?? null);
  });
}

/** A run that was kept at the same update stands there once, by its name. */
export function withoutDoubles(records) {
  const key = ({ recipe }) => `${contentOf(recipe)} ${recipe.update}`;
  const kept = new Set(records.filter((record) => record.kept).map(key));
  return records.filter((record) => record.kept || !kept.has(key(record)));
}

/** Whether a record is the run on the screen: as far as it is now, or as it was noted on the way. */
export function isOnScreen({ kept, recipe }, current) {
  if (!current || contentOf(recipe) !== contentOf(current)) return false;
  return kept ? recipe.update === current.update : recipe.update <= current.update;
}

/** Its buttons stay the same while its run goes on: somebody may be about to press one. */
function createCard(catalogue, first, { open, keep, remove, rest }) {
  let record = null;
  let error = null;
  let isMine = null;
  const spark = h("span", { class: "spark" });
  const words = h("span", { class: "run-words" });
  const again = h("button", { type: "button", class: "small", onclick: () => open(record) }, "Open again");
  const mine = h("button", { type: "button", class: "small", onclick: () => keep(record) }, "Keep");
  const away = h("button", { type: "button", class: "small icon-only", title: "Remove", onclick: leave }, icon("close"));
  const own = h("span", { class: "run-own" }, "This is your run");
  const buttons = h("span", { class: "run-buttons" }, own, again, first.kept ? null : mine, away);
  const element = h("li", { class: "run-card", "data-run": first.id }, spark, words, buttons);

  function leave() {
    focusBeside(element, (card) => card.querySelector("button:last-child"), rest());
    remove(record.id);
  }

  /** It cannot be opened again while it is open. */
  function showMine(next) {
    if (next === isMine) return;
    isMine = next;
    own.hidden = !isMine;
    if (isMine && again === document.activeElement) away.focus();
    again.hidden = isMine;
  }

  function show(next, isNowMine, nextError) {
    showMine(isNowMine);
    if (next === record && nextError === error) return element;
    [record, error] = [next, nextError];
    const [title, ...lines] = linesOf(catalogue, record, error);
    const { epoch } = record.results;
    spark.replaceChildren(createSparkline(record.series, `Training and validation error over ${epoch} epochs`));
    words.replaceChildren(h("b", { title: summaryOf(catalogue, record, { most: Infinity }) }, title), ...lines.map((line) => h("span", { class: "quiet" }, line)));
    for (const [button, verb] of [[again, "Open again"], [mine, "Keep"], [away, "Remove"]]) {
      setAttribute(button, "aria-label", `${verb}: ${title}, ${epoch} epochs`);
    }
    return element;
  }

  return { show };
}

/** The error that tells most of each run; those that differ read differently. */
export function errorTexts(records) {
  const best = formatApart(records.map(({ results }) => results.best_error));
  const train = formatApart(records.map(({ results }) => results.train));
  return records.map(({ results }, i) => (results.best_error == null ? `train E ${train[i]}` : `best validation E ${best[i]}`));
}

/** Its name or settings, how far it came, and when it was noted. */
function linesOf(catalogue, record, error) {
  const { results, kept } = record;
  const when = new Date(record.at).toLocaleString("en-GB", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
  return [kept ? record.name : summaryOf(catalogue, record), error, `${results.epoch} epochs, ${kept ? "kept " : ""}${when}`];
}
