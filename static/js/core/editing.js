/**
 * Changing the points while the training goes on: labels flipped, points removed and
 * added. The server judges what is asked for; what cannot be is not offered.
 */
import { EDITABLE, REMOVED, SETS } from "../protocol.js";
import { keptWords, visitWords } from "./refusing.js";
import { isTestOpen, runState } from "./state.js";

const TEST = SETS.indexOf("test");

/** Points that are in one of the sets. */
export function isThere({ set }, row) {
  return row < set.length && set[row] !== REMOVED;
}

/** How many points differ from the original ones, by what was done to them. */
export function editCounts({ set, edited, added }) {
  const original = set.length - added;
  let [flipped, removed, there] = [0, 0, 0];
  for (let row = 0; row < set.length; row += 1) {
    const isGone = set[row] === REMOVED;
    flipped += !isGone && edited[row];
    removed += isGone && row < original;
    there += !isGone && row >= original;
  }
  return { flipped, removed, added: there };
}

/** What was done, in words: "2 labels changed, 1 point added"; empty where nothing was. */
export function editWords(data) {
  const { flipped, removed, added } = editCounts(data);
  const some = (count, what, done) => count && `${count} ${what}${count === 1 ? "" : "s"} ${done}`;
  return [
    some(flipped, "label", "changed"),
    some(removed, "point", "removed"),
    some(added, "point", "added"),
  ]
    .filter(Boolean)
    .join(", ");
}

/** @param {{store: object, commands: {edit: (edit: object | null) => Promise<object>}}} parts */
export function createEditing({ store, commands }) {
  const data = () => store.get().run.data;

  /** Not while the past is looked at. */
  const isPossible = () => {
    const state = store.get();
    const isOn = state.connection === "connected" && state.run !== null;
    return isOn && !state.frame?.visit && EDITABLE.includes(runState(state));
  };
  const isSealed = (row) => data().set[row] === TEST && !isTestOpen(store.get());
  const isOpen = (row) => isPossible() && !isSealed(row);

  return {
    isPossible,
    isSealed,
    /** Why no point can be changed, in words, while an earlier epoch is looked at. */
    refusal: () => visitWords(store.get()),
    /** Why this point cannot go though others can. */
    kept: (row) => keptWords(store.get(), row),
    /** Values have no other class to become. */
    canFlip: (row) => isOpen(row) && isThere(data(), row) && data().classes.length > 1,
    canRemove: (row) => isOpen(row) && isThere(data(), row) && !keptWords(store.get(), row),
    canRestore: (row) => isPossible() && data().set[row] === REMOVED,
    /** The next class; of two the other one. */
    flip(row) {
      const { target, classes } = data();
      return commands.edit({ labels: { [row]: (target[row] + 1) % classes.length } });
    },
    remove: (row) => commands.edit({ removed: [row] }),
    restore: (row) => commands.edit({ restored: [row] }),
    /** A new training point, chosen at once. @param {(number|string)[]} x @param {number|string} target class or value: text as typed */
    async add(x, target) {
      const point = data().set.length; // it takes the next row
      const answer = await commands.edit({ added: [{ x, target }] });
      if (answer.ok) store.set({ view: { ...store.get().view, point } });
      return answer;
    },
    /** Back to the points as the settings make them. */
    original: () => commands.edit(null),
  };
}
