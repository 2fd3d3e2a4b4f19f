/** The controls: every group and every control comes from the catalogue. */
import { createCaution } from "../controls/caution.js";
import { ACTS, showNote } from "../controls/field.js";
import { createControl } from "../controls/index.js";
import { letRest, reasonIn } from "../controls/resting.js";
import { cautionsOf } from "../core/cautions.js";
import { h, setText } from "../core/dom.js";
import { shownSettings } from "../core/state.js";
import { createCounts } from "../controls/counts.js";


export function mountRail(root, ctx) {
  const controls = new Map();
  const catalogue = new Map(ctx.boot.catalogue.map((setting) => [setting.name, setting]));
  const counts = createCounts();
  const sections = [...grouped(ctx.boot.catalogue)].map(([name, settings]) => {
    const section = createGroup(name, settings, ctx, controls);
    if (settings.some((setting) => setting.name === "data_seed")) section.append(counts.element);
    return section;
  });
  const told = h("p", { class: "visually-hidden", role: "status" });
  root.append(...sections, told);
  const caution = new Map([...controls].map(([name, { element }]) => [name, createCaution(element)]));
  let shown = [];
  let said = "";

  /** They may change with the points, too. */
  function showCautions(state) {
    const now = cautionsOf(state);
    const key = JSON.stringify([...now]);
    if (key === said) return;
    said = key;
    for (const [name, show] of caution) show(now.get(name));
  }

  return {
    /** Frames come and go; the controls change only with what they show. */
    render(state) {
      showCautions(state);
      const { connection, settings: known, pending, errors, run, notes } = state;
      const now = [connection, known, pending, errors, run, notes, ctx.theme.name()];
      if (now.every((part, i) => part === shown[i])) return;
      shown = now;
      root.disabled = state.connection !== "connected";
      const settings = shownSettings(state);
      for (const [name, control] of controls) {
        const error = state.errors.findLast(({ field }) => field === name)?.message ?? null;
        control.render(settings[name], { error, settings });
        showNote(control.element, notes[name]);
        letRest(control.element, reasonIn(catalogue.get(name), settings, catalogue, notes));
      }
      setText(told, Object.entries(notes).map(([name, note]) => `${catalogue.get(name).label}: ${note}`).join(" "));
      counts.render(state.run?.data ?? null);
    },
    destroy: () => root.replaceChildren(),
  };
}

function createGroup(name, settings, ctx, controls) {
  const acts = prevailing(settings);
  const [verb, rest] = ACTS[acts];
  const body = h("div", { class: "group-body" });
  for (const setting of settings) {
    const control = createControl(setting, ctx);
    if (setting.acts !== acts) addBadge(control.element, setting.acts);
    controls.set(setting.name, control);
    body.append(control.element);
  }
  pairChoices([...body.children]);
  return h(
    "details",
    { class: "group panel", open: true },
    h("summary", {}, h("h2", {}, name), h("span", { class: "group-note" }, h("span", { class: "long" }, verb), rest)),
    body,
  );
}

/** What most settings of a group do; the others say otherwise beside their label. */
function prevailing(settings) {
  const live = settings.filter(({ acts }) => acts === "live").length;
  return live * 2 > settings.length ? "live" : "rebuild";
}

function addBadge(element, acts) {
  const badge = h("span", { class: "badge" }, ACTS[acts][1]);
  element.querySelector(".field-label").after(badge);
}

/** Two lists that follow each other stand side by side. */
function pairChoices(fields) {
  const isList = (field) => field?.querySelector("select") !== null && field !== undefined;
  for (let i = 0; i < fields.length - 1; i += 1) {
    if (!isList(fields[i]) || !isList(fields[i + 1])) continue;
    fields[i].classList.add("half");
    fields[i + 1].classList.add("half");
    i += 1;
  }
}

function grouped(catalogue) {
  const groups = new Map();
  for (const setting of catalogue) {
    groups.set(setting.group, [...(groups.get(setting.group) ?? []), setting]);
  }
  return groups;
}
