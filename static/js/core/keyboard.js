/**
 * The page's keys: space plays and pauses, the right arrow steps and the left one steps
 * back, Alt and R reset. A key that means something where the focus is (space on a button,
 * an arrow on a slider, letters in a field) is left to that.
 *
 * No letter acts alone: who dictates, or types where the focus no longer is, would lose
 * work (WCAG 2.1.4).
 */

/** @type {Record<string, {name: string, ownedBy: string}>} */
const KEYS = {
  " ": {
    name: "toggle",
    ownedBy: "button, a[href], summary, input, select, textarea, [role^=menuitem]",
  },
  ArrowRight: {
    name: "step",
    ownedBy: "input:not([type=checkbox]), select, textarea, [role^=menuitem]",
  },
  ArrowLeft: {
    name: "back",
    ownedBy: "input:not([type=checkbox]), select, textarea, [role^=menuitem]",
  },
};

/** With Alt. By the place of the key: with Alt, a Mac writes other letters. */
const ALT_CODES = {
  KeyR: { name: "reset", ownedBy: "input:not([type=range], [type=checkbox], [type=radio]), select, textarea" },
};

/** What goes on while its key is held. */
const STEPS = ["step", "back"];

/** The action that a key press asks for, or null. */
export function actionFor(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.isComposing) {
    return null;
  }
  const key = event.altKey ? ALT_CODES[event.code] : KEYS[event.key];
  if (!key || event.target.closest(`${key.ownedBy}, dialog`)) return null;
  return key.name;
}

/** @param {Record<"toggle"|"step"|"back"|"reset", (event: KeyboardEvent) => void>} actions */
export function listenToKeys(actions, page = document) {
  function onKey(event) {
    const action = actionFor(event);
    if (!action) return;
    event.preventDefault();
    if (!event.repeat || STEPS.includes(action)) actions[action](event);
  }

  page.addEventListener("keydown", onKey);
  return () => page.removeEventListener("keydown", onKey);
}
