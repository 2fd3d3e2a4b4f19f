/** The first cell of a row in the table of runs: its name, how it is drawn, and its buttons. */
import { focusBeside, h, icon, setAttribute, setText } from "../core/dom.js";
import { LONGEST_NAME } from "../core/records.js";
import { colorToken, hasOtherData, hasOtherLoss, STYLES } from "../pictures/overlays.js";

const SPACE = "http://www.w3.org/2000/svg";
export const COLORS = ["violet", "brown", "green", "pink", "blue", "rust", "gray", "teal"];

/** What keeps a run's curves from being read with the current run's, in words: none, or why. */
export function notesOf(recipe, settings) {
  const notes = [];
  if (hasOtherLoss(recipe, settings)) notes.push({ text: "other loss", help: "Its errors are of another loss than your run's, so they are not drawn beside them; its accuracies are" });
  if (hasOtherData(recipe, settings)) notes.push({ text: "other data", help: "It learned from other points than your run: its curves tell of another task" });
  return notes;
}

/**
 * @param {string} id
 * @param {{find: () => object, rename: Function, recolor: Function, show: Function,
 *   remove: Function, open: Function, rest: () => HTMLElement}} act `find`: the record as it
 *   is now
 */
export function createNameCell(id, { find, rename, recolor, show, remove, open, rest }) {
  const line = createLine();
  const box = h("input", { type: "checkbox", class: "run-shown", title: "Shown among the curves", onchange: () => show(id, box.checked) });
  const color = h("button", { type: "button", class: "icon-only run-color", onclick: () => recolor(id) }, line.element);
  const input = createInput(find, (name) => rename(id, name));
  const again = h("button", { type: "button", class: "icon-only", title: "Open again, with its weights", onclick: () => open(find()) }, icon("undo"));
  const away = h("button", { type: "button", class: "icon-only", title: "Remove", onclick: leave }, icon("close"));
  const note = h("span", { class: "run-note quiet" });
  const cell = h("span", { class: "run-cell" }, input, box, color, again, away, note);
  const element = h("th", { scope: "row" }, cell);

  function leave() {
    focusBeside(element.parentElement, (row) => row.querySelector("th button:last-of-type"), rest());
    remove(id);
  }

  return {
    element,
    show({ name, color: place, hidden, recipe }, settings) {
      if (input !== document.activeElement && input.value !== name) input.value = name;
      setAttribute(input, "aria-label", `Name of ${name}`);
      setAttribute(input, "title", name);
      box.checked = !hidden;
      setAttribute(box, "aria-label", `Show ${name} among the curves`);
      setAttribute(color, "aria-label", `Colour of ${name}: ${COLORS[place]}; take the next`);
      setAttribute(color, "title", `Colour: ${COLORS[place]}`);
      setAttribute(again, "aria-label", `Open ${name} again`);
      setAttribute(away, "aria-label", `Remove ${name}`);
      const notes = notesOf(recipe, settings);
      setText(note, notes.map(({ text }) => text).join(", "));
      setAttribute(note, "title", notes.map(({ help }) => `${help}.`).join(" ") || null);
      line.show(place);
    },
  };
}

/** A field for the name: Enter takes it, Escape brings the old one back, as a blank one does. */
function createInput(find, rename) {
  const restore = () => (input.value = find()?.name ?? "");
  const take = () => {
    input.value = rename(input.value) ?? find()?.name ?? ""; // it may have got a number
  };
  const press = ({ key }) => {
    if (key === "Escape") restore();
    if (key === "Enter" && input.value !== find()?.name) take();
  };
  const attributes = { class: "run-name", type: "text", maxlength: LONGEST_NAME, autocomplete: "off", spellcheck: "false" };
  const input = h("input", { ...attributes, onchange: take, onkeydown: press, onblur: restore });
  return input;
}

/** A piece of line as the curves have it. */
function createLine() {
  const [picture, line] = ["svg", "line"].map((name) => document.createElementNS(SPACE, name));
  for (const [name, value] of Object.entries({ class: "run-line", viewBox: "0 0 34 4", "aria-hidden": "true" })) picture.setAttribute(name, value);
  for (const [name, value] of Object.entries({ x1: 0, y1: 2, x2: 34, y2: 2 })) line.setAttribute(name, value);
  picture.append(line);
  return {
    element: picture,
    show(place) {
      setAttribute(line, "stroke", `var(--${colorToken(place)})`);
      setAttribute(line, "stroke-dasharray", STYLES[place].canvas.join(" "));
    },
  };
}

export function currentName() {
  const element = h("th", { scope: "row" }, h("span", { class: "run-cell" }, h("i", { class: "sample validation" }), h("b", {}, "Your run")));
  return { element, show() {} };
}
