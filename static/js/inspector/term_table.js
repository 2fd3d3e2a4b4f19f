/**
 * A sum as a table, one row a term. Rows are made anew all the time and morphed into the
 * old ones, so what happens on them is listened to by what holds them: buttons say what
 * they do in `data-choose` (an example) or in the row's `data-focus`.
 */
import { h } from "../core/dom.js";
import { alignedCells } from "../formulas/terms.js";
import { asText, toMath } from "../formulas/tree.js";
import { focusName } from "../pictures/focus.js";
import { EXAMPLES_SHOWN } from "../protocol.js";

/**
 * @param {import("../formulas/terms.js").Terms} terms
 * @param {object} network sizes and names, as people read them
 * @returns {Element}
 */
export function termTable(terms, network) {
  const cells = alignedCells(terms);
  const first = Math.max(0, terms.rows.findIndex((row) => row.isLooked));
  const rows = terms.rows.map((row, i) => termRow(row, cells[i], i === first, network));
  const foot = terms.foot.map((row, i) => footRow(row, cells[terms.rows.length + i]));
  const heads = terms.heads.map(headCell);
  const table = h(
    "table",
    { class: "terms" },
    h("caption", { class: "visually-hidden" }, terms.name),
    h("thead", {}, h("tr", {}, ...heads)),
    h("tbody", {}, ...rows),
    h("tfoot", {}, ...foot),
  );
  const pager = terms.page && terms.page.count > EXAMPLES_SHOWN ? pages(terms) : null;
  return h("div", { class: "terms-scroller" }, pager, table);
}

function termRow({ label, focus, example, isLooked }, cells, isFirst, network) {
  const name = focus ? focusName(focus, network) : `look at example ${example + 1}`;
  const button = h(
    "button",
    {
      type: "button",
      tabindex: isFirst ? 0 : -1,
      "aria-label": [`${asText(label)}: ${name}`, ...cells.map((cell) => cell.trim())].join(", "),
      "aria-pressed": focus ? null : String(Boolean(isLooked)),
      "data-choose": example,
    },
    written(label),
  );
  const attributes = { "data-focus": focus && JSON.stringify(focus), class: isLooked ? "looked" : null };
  return h("tr", attributes, h("th", { scope: "row" }, button), ...numbers(cells));
}

function footRow({ label, focus }, cells) {
  const attributes = { "data-focus": focus && JSON.stringify(focus) };
  return h("tr", attributes, h("th", { scope: "row" }, written(label)), ...numbers(cells));
}

/** Words are no formula. */
const written = (label) => (label.tag === "mtext" ? asText(label) : toMath(label));
/** The head of a column; a formula is named in text, too: not every reader knows MathML. */
function headCell(head) {
  const label = head.tag === "mtext" ? null : asText(head);
  return h("th", { scope: "col", "aria-label": label }, written(head));
}

const numbers = (cells) => cells.map((cell) => h("td", {}, cell));

function pages({ page: { first, count }, rows }) {
  const button = (text, name, to, isThere) =>
    h("button", { type: "button", class: "small", "aria-label": name, "data-choose": to, "aria-disabled": isThere ? null : "true" }, text);
  const last = first + rows.length;
  return h(
    "div",
    { class: "pager" },
    button("‹", "Page of examples before", first - EXAMPLES_SHOWN, first > 0),
    h("span", {}, `${first + 1}–${last} of ${count}`),
    button("›", "Next page of examples", last, last < count),
  );
}

const STEPS = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };

/**
 * Tab leads to one row of each table: to the person's choice while it is there, else to
 * the example that is looked at, else to the first one.
 */
export function settleRows(element) {
  for (const body of element.querySelectorAll("tbody")) {
    const buttons = [...body.querySelectorAll("button")];
    const chosen = buttons.find((button) => button.tabIndex === 0);
    leadTo(chosen ?? body.querySelector(".looked button") ?? buttons[0], buttons);
  }
}

function leadTo(chosen, buttons) {
  for (const button of buttons) {
    const tabindex = button === chosen ? 0 : -1;
    if (button.tabIndex !== tabindex) button.tabIndex = tabindex;
  }
}

/** The arrows go from row to row of the table that has the keyboard. */
export function walkRows(event) {
  const body = event.target.closest("tbody");
  const step = STEPS[event.key];
  if (!body || !step) return;
  event.preventDefault();
  event.stopPropagation();
  const buttons = [...body.querySelectorAll("button")];
  const at = buttons.indexOf(event.target);
  const next = buttons[Math.max(0, Math.min(buttons.length - 1, at + step))];
  leadTo(next, buttons);
  next.focus();
}
