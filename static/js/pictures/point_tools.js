/** What a click on the map does, which class an added point has, and the errors' switch. */
import { h, setAttribute, setHidden, setUsable, whenUsable } from "../core/dom.js";
import { editWords } from "../core/editing.js";
import { createSegmented } from "./segmented.js";

/** What a click does: on a point, or `add`, anywhere in the plane. */
export const CLICKS = {
  look: { label: "look", help: "A click on a point shows what each unit does there" },
  flip: { label: "flip", help: "A click on a point flips its label, and training goes on" },
  remove: { label: "remove", help: "A click on a point removes it; on a removed one it brings it back" },
  add: { label: "add", help: "A click on the plane adds a training point; so does Shift+click at any time" },
};

/**
 * @param {object} store
 * @param {object} editing see core/editing.js
 * @param {HTMLElement} map takes the keyboard's focus once there is nothing to undo
 */
export function createPointTools(store, editing, map) {
  const set = (patch) => store.set({ view: { ...store.get().view, ...patch } });
  const choices = Object.entries(CLICKS).map(([value, choice]) => ({ value, ...choice }));
  const clicks = createSegmented("A click on the map", choices, (click) => set({ click }));
  const target = createTarget();
  const shown = { data: null, click: null, refusal: null };
  const errors = h(
    "button",
    { type: "button", class: "small errors-switch", title: "Each point's error as a disc around it", onclick: () => set({ errors: !store.get().view.errors }) },
    "Errors",
  );
  const back = h("button", { type: "button", class: "link", onclick: whenUsable(editing.original) }, "undo all");
  const element = h("div", { class: "point-tools", role: "group", "aria-label": "Points" }, clicks.element, target.element, errors);
  return {
    element,
    /** Stands among what the marks mean, once points were changed. */
    back,
    /** The class or value of a point that is added. */
    target: target.value,
    render({ run, view }) {
      setUsable(back, editing.isPossible());
      setAttribute(errors, "aria-pressed", String(view.errors));
      const refusal = editing.refusal();
      if (shown.data === run.data && shown.click === view.click && shown.refusal === refusal) return;
      Object.assign(shown, { data: run.data, click: view.click, refusal });
      const isLabelled = run.data.classes.length > 0;
      const isUsable = (value) => value === "look" || (!refusal && (value !== "flip" || isLabelled));
      clicks.render((value) => value === view.click, isUsable);
      setAttribute(clicks.element, "title", refusal || null);
      target.render(run.data);
      const told = editWords(run.data);
      setHidden(back, !told, map);
      setAttribute(back, "title", refusal || `${told}: back to the points as the settings make them`);
    },
  };
}

/** A class to choose, or a value to type; on a line the click itself tells the value. */
export function createTarget() {
  const choice = h("select", { "aria-label": "Class of an added point" });
  const value = h("input", { type: "text", inputmode: "decimal", class: "number", autocomplete: "off", value: "0", "aria-label": "Value of an added point" });
  const box = h("span", { class: "select" }, choice);
  const element = h("span", { class: "point-target", title: "What an added point is: Shift+click on the plane" }, box, value);
  let classes = null;
  return {
    element,
    /** As it was typed, for the server to read, or the class. */
    value: () => (choice.hidden ? value.value : Number(choice.value)),
    render(data) {
      if (classes === data.classes.join()) return;
      classes = data.classes.join();
      choice.hidden = box.hidden = data.classes.length === 0;
      value.hidden = data.classes.length > 0;
      element.hidden = data.dimensions === 1;
      choice.replaceChildren(...data.classes.map((name, i) => h("option", { value: i }, name)));
    },
  };
}

/** What a click, or Enter, does at this point, for the card; at none: what it adds. */
export function clickNote({ click, below }, row, { editing, picking }) {
  if (click !== "look" && editing.refusal()) return `${editing.refusal()}.`;
  if (click === "add") return addNote(row, editing.isPossible());
  if (row === null) return "";
  if (editing.isSealed(row)) return "Of the sealed test set: open it first.";
  if (click === "flip") return editing.canFlip(row) ? "Click: flips its label." : "";
  if (click === "remove" && editing.canRestore(row)) return "Click: brings it back.";
  if (click === "remove") return editing.canRemove(row) ? "Click: removes it." : keptNote(editing.kept(row));
  if (editing.canRestore(row)) return "";
  const walks = below === "phases" && picking.isPossible() && picking.isTraining(row);
  return walks ? "Click: the next update takes it alone." : "Click: what each unit does here.";
}

/** Enter adds nothing: there is a place under a pointer only. */
function addNote(row, isPossible) {
  if (!isPossible) return "";
  return row === null ? "Click: a training point here." : "Click: a training point here; by its numbers: Point.";
}

const keptNote = (words) => words && `${words}.`;
