/**
 * A twin of the run: chosen by one setting and its other value, told by what differs and
 * what does not, and shown by its map beside the run's own.
 */
import { createControl } from "../controls/index.js";
import { letRest, restReason } from "../controls/resting.js";
import { calmly } from "../core/calm.js";
import { settle } from "../core/errors.js";
import { h, setAttribute, setText, setUsable, whenUsable } from "../core/dom.js";
import { capitalized } from "../core/format.js";
import { isOut } from "../pictures/overlays.js";
import { State } from "../protocol.js";
import { createAttempt } from "./attempt.js";
import { createSmallMap } from "./small_map.js";
import { differenceWords, errorWords, plainWords, progressOf, sharedWords } from "./twin_words.js";

const FIRST = "learning_rate";
const HINT = "Choose a setting and another value for it: the twin trains beside your run, on the same data, with all else the same.";
const OUT = "It no longer follows your run, so its map and curves are left out. Undo the change, or start another twin.";

export function createTwin(ctx) {
  const { store, commands, boot, theme } = ctx;
  const catalogue = new Map(boot.catalogue.map((setting) => [setting.name, setting]));
  const chooser = createChooser(boot.catalogue, choose);
  const start = h("button", { type: "button", class: "primary small", onclick: whenUsable(begin) }, "Start twin");
  const end = h("button", { type: "button", class: "small", onclick: finish }, "End twin");
  const place = h("div", { class: "twin-value" });
  const difference = h("p", { class: "twin-difference", role: "status" });
  const shared = h("p", { class: "quiet" });
  const words = h("p", { class: "twin-words" });
  const bar = h("progress", { max: 1, "aria-label": "How far the twin has come" });
  const own = createSide("Your run", theme);
  const other = createSide("Twin", theme);
  const maps = h("div", { class: "twin-maps" }, own.element, other.element);
  const buttons = h("div", { class: "twin-buttons" }, start, end);
  const form = h("div", { class: "twin-form" }, chooser.element, place, buttons);
  const told = h("div", { class: "twin-told" }, difference, shared, words, bar);
  const all = { class: "inspected twin", tabindex: 0, role: "group", "aria-label": "A twin of the run" };
  const element = h("section", { class: "inspector", "aria-label": "Twin" }, h("div", all, form, told, maps));
  /** `value`: undefined until another one than the run's is chosen. */
  const chosen = { name: null, value: undefined, control: null };
  const attempt = createAttempt();
  const write = calmly(tell, { pause: 250 });

  function choose(name) {
    if (name === chosen.name) return;
    const take = async (change) => {
      const read = await readTyped(name, change[name]);
      if (!read.ok || chosen.name !== name) return read;
      chosen.value = read.value;
      settle(store, ["twin"]);
      render(store.get());
      return read;
    };
    const control = createControl({ ...catalogue.get(name), place: "twin" }, { ...ctx, commands: { ...commands, set: take } });
    Object.assign(chosen, { name, value: undefined, control });
    place.replaceChildren(control.element);
    settle(store, ["twin"]);
    render(store.get());
  }

  /** What was typed is read by the server; what was chosen is a value already. */
  function readTyped(name, value) {
    const isTyped = typeof value === "string" && catalogue.get(name).choices === null;
    return isTyped ? commands.read(name, value, "twin") : { ok: true, value };
  }

  async function begin() {
    const { name, value } = chosen;
    const { settings } = store.get();
    attempt.take({ name, value, settings }, await commands.twin(name, value));
    render(store.get());
  }

  /** The button goes away: the focus is where the next twin begins. */
  function finish() {
    if (end === document.activeElement) start.focus();
    return commands.twin(null);
  }

  /** The value that stands in the control: the chosen one, else the run's own. */
  const shownValue = ({ settings }) => (chosen.value === undefined ? settings[chosen.name] : chosen.value);

  function showForm(state) {
    if (!chosen.control) choose(FIRST);
    const error = attempt.errorOf(chosen, state);
    chosen.control.render(shownValue(state), { error, settings: state.settings });
    const reason = restReason(catalogue.get(chosen.name), state.settings, catalogue);
    letRest(chosen.control.element, reason);
    const isConnected = state.connection === "connected";
    const obstacle = attempt.obstacleOf(chosen, state);
    setUsable(start, isConnected && reason === null && obstacle === null);
    setAttribute(start, "title", obstacle);
    end.hidden = !state.frame.twin;
  }

  function tell(state) {
    const { frame, run, settings } = state;
    const { twin } = frame;
    const setting = twin && catalogue.get(twin.name);
    setText(difference, twin ? `${differenceWords(setting, twin)}.` : "");
    const isLeft = twin !== null && isOut(twin);
    setText(shared, isLeft ? OUT : twin ? `${capitalized(sharedWords(twin.shared))}.` : HINT);
    setText(words, twin ? plainWords(twin.text, catalogue) : "");
    bar.hidden = !twin || isLeft;
    maps.hidden = !twin || isLeft;
    if (!twin || isLeft) return;
    bar.value = progressOf(twin, settings.max_epochs);
    const lines = errorWords([frame, twin]);
    own.tell(frame, lines[0]);
    other.tell(twin, lines[1]);
    own.map.render(frame.output, run.data, run.data.task);
    const dataset = twin.name === "dataset" ? twin.value : run.settings.dataset;
    other.map.render(frame.twin_output, run.data, boot.datasets[dataset].task);
  }

  function render(state) {
    if (!state.frame || !state.run) return;
    showForm(state);
    const { twin } = state.frame;
    const isRunning = state.frame.state === State.RUNNING || (twin !== null && !twin.over);
    write(isRunning, state);
  }

  return { element, render };
}

/** One of the two pictures, with the errors that belong to it. */
function createSide(name, theme) {
  const map = createSmallMap(theme, `What ${name === "Twin" ? "the twin" : "your run"} has learned`);
  const title = h("b", {}, name);
  const epoch = h("span", {});
  const lines = [h("span", { class: "quiet" }), h("span", { class: "quiet" })];
  const caption = h("figcaption", {}, h("span", {}, title, " · ", epoch), ...lines);
  return {
    map,
    element: h("figure", { class: name === "Twin" ? "twin-side is-twin" : "twin-side" }, caption, map.element),
    /** @param {string[]} errors in words, those of this run */
    tell(part, errors) {
      setText(epoch, `${part.stopping.restored ? "best epoch (restored)" : "epoch"} ${part.stopping.shown_epoch}`);
      errors.forEach((words, i) => setText(lines[i], words));
    },
  };
}

/** The one setting that shall differ. */
function createChooser(settings, choose) {
  const groups = new Map();
  for (const { name, group, label } of settings) {
    const option = h("option", { value: name, selected: name === FIRST }, label);
    groups.set(group, [...(groups.get(group) ?? []), option]);
  }
  const select = h(
    "select",
    { id: "twin-setting", onchange: () => choose(select.value) },
    ...[...groups].map(([label, options]) => h("optgroup", { label }, ...options)),
  );
  const label = h("label", { for: "twin-setting" }, "The twin differs in");
  return { element: h("div", { class: "twin-setting" }, label, h("span", { class: "select" }, select)) };
}
