/** The units that learn no more, by layer and reason; pointing at one lights it. */
import { h, setText } from "../core/dom.js";
import { examplesSeen } from "../pictures/health.js";
import { unwellGroups } from "./words.js";

/**
 * @param {{light: (focus: object|null) => void, pin: (focus: object) => void}} pointing
 */
export function createUnwell({ light, pin }) {
  const none = h("p", { class: "quiet" });
  const list = h("ul", { class: "unwell" });
  const title = h("h3", {}, "Who learns no more");
  let known = null;
  let lit = null;

  function show(focus) {
    lit = focus;
    light(focus);
  }

  /** Another list: what was pointed at, and the keyboard's focus, stay where they can. */
  function replace(groups) {
    const label = list.contains(document.activeElement) ? document.activeElement.getAttribute("aria-label") : null;
    list.replaceChildren(...groups.map(item));
    if (label) list.querySelector(`[aria-label="${label}"]`)?.focus();
    const stays = groups.some(({ layer, units }) => layer === lit?.layer && units.includes(lit.unit));
    if (lit && !stays) show(null);
  }

  function button(layer, unit, name) {
    const focus = { kind: "unit", layer, unit };
    const on = () => show(focus);
    const off = () => show(null);
    const label = `${name}, unit ${unit + 1}`;
    const listeners = { onclick: () => pin(focus), onpointerenter: on, onpointerleave: off, onfocus: on, onblur: off };
    const attributes = { type: "button", class: "small", "aria-label": label, ...listeners };
    return h("button", attributes, String(unit + 1));
  }

  function item({ name, layer, units, reason }) {
    const buttons = units.map((unit) => button(layer, unit, name));
    const word = units.length === 1 ? "unit" : "units";
    return h("li", {}, `${name}, ${word} `, ...buttons, h("p", {}, `${reason}.`));
  }

  return {
    element: h("section", { class: "unwell-units" }, title, none, list),
    /** @param {object|null} health @param {string[]} names @param {number} training */
    render(health, names, training) {
      const groups = unwellGroups(health, names, training);
      const key = JSON.stringify(groups);
      if (key !== known) {
        known = key;
        replace(groups);
      }
      setText(none, groups.length || !health ? "" : noneWords(health, names, training));
      none.hidden = groups.length > 0;
    },
  };
}

function noneWords({ examples }, names, training) {
  if (names.length < 2) return "There is no hidden unit.";
  return `No hidden unit is saturated, dead or symmetric, judged over the ${examplesSeen(examples, training)}.`;
}
