/** The weights and biases that were typed in, newest first: one click puts one back. */
import { h, setText } from "../core/dom.js";
import { figure } from "../formulas/tree.js";
import { focusName } from "../pictures/focus.js";

const MOST = 20;

/**
 * What was typed in, in a list that ends with the newest. It belongs to one network.
 *
 * @typedef {{focus: object, before: number}} Typed
 */
export function createTypedList() {
  let of = null;
  let list = [];
  return {
    /** @param {string} network which one; another one has its own weights */
    follow(network) {
      if (network !== of) list = [];
      of = network;
    },
    /** @param {Typed} typed */
    add(typed) {
      list = [...list, typed].slice(-MOST);
    },
    /** @returns {Typed|undefined} the newest */
    newest: () => list.at(-1),
    drop(typed) {
      list = list.filter((each) => each !== typed);
    },
    count: () => list.length,
  };
}

/** "Put hidden 1, unit 2 → output back to −0.5", and how many more there are. */
export function putBackWords({ focus, before }, count, network) {
  const more = count > 1 ? ` (${count - 1} more)` : "";
  return `Put ${focusName(focus, network)} back to ${figure(before)}${more}`;
}

/**
 * @param {{assign: Function}} commands
 * @param {() => void} changed called when a value was put back
 */
export function createTyped(commands, changed) {
  const list = createTypedList();
  let network = null;
  const button = h("button", { type: "button", class: "small put-back", onclick: putBack });

  function show() {
    const newest = list.newest();
    button.hidden = !newest;
    if (newest && network) setText(button, putBackWords(newest, list.count(), network));
  }

  async function putBack() {
    const newest = list.newest();
    button.disabled = true;
    const answer = await commands.assign(newest.focus, newest.before);
    button.disabled = false;
    if (answer.ok) {
      list.drop(newest);
      changed();
    }
    show();
  }

  return {
    button,
    add(typed) {
      list.add(typed);
      show();
    },
    /** @param {object} run @param {object} names the network's, as people read them */
    render({ id, generation }, names) {
      network = names;
      list.follow(`${id} ${generation}`);
      show();
    },
  };
}
