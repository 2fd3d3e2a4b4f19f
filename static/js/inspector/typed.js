/** The weights and biases that were typed in, newest first: one click puts one back. */
import { h, setText, setUsable, whenUsable } from "../core/dom.js";
import { figure } from "../formulas/tree.js";
import { focusName } from "../pictures/focus.js";
import { FocusKind } from "../protocol.js";

/**
 * @typedef {{name: string, focus: object, before: number}} Typed
 */

/**
 * What was typed in and is in force: the newest first, with the value before. A value that
 * was typed to be what it had been before takes the typing back.
 *
 * @param {{weights?: Record<string, number>, weights_before?: Record<string, number>}[]}
 *   changes of the run, in order
 * @returns {Typed[]}
 */
export function typedValues(changes) {
  const list = [];
  for (const { weights = {}, weights_before: old = {} } of changes) {
    for (const [name, value] of Object.entries(weights)) {
      const at = list.findIndex((each) => each.name === name);
      if (at >= 0 && list[at].before === value) list.splice(at, 1);
      else list.unshift({ name, focus: focusNamed(name), before: old[name] });
    }
  }
  return list;
}

/** What the server names "w[layer][from][to]" or "b[layer][unit]". */
function focusNamed(name) {
  const [layer, ...units] = name.match(/\d+/g).map(Number);
  return name.startsWith("w")
    ? { kind: FocusKind.EDGE, layer, from: units[0], to: units[1] }
    : { kind: FocusKind.BIAS, layer, unit: units[0] };
}

/** "Put hidden 1, unit 2 → output back to −0.5", and how many more there are. */
export function putBackWords({ focus, before }, count, network) {
  const more = count > 1 ? ` (${count - 1} more)` : "";
  return `Put ${focusName(focus, network)} back to ${figure(before)}${more}`;
}

/**
 * @param {{assign: Function}} commands
 * @param {() => void} changed called when a value was put back
 * @param {() => HTMLElement} beside what has the keyboard once nothing is left to put back
 */
export function createTyped(commands, changed, beside) {
  let of = null;
  let list = [];
  const button = h("button", { type: "button", class: "small put-back", onclick: whenUsable(putBack) });

  async function putBack() {
    setUsable(button, false);
    const answer = await commands.assign(list[0].focus, list[0].before);
    setUsable(button, true);
    if (answer.ok) changed();
  }

  return {
    button,
    /** @param {object[]} changes the run's @param {object} network names for people */
    render(changes, network) {
      if (of !== changes) list = typedValues(changes);
      of = changes;
      if (!list.length && button === document.activeElement) beside().focus({ preventScroll: true });
      button.hidden = !list.length;
      if (list.length) setText(button, putBackWords(list[0], list.length, network));
    },
  };
}
