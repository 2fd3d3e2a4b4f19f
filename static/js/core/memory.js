/**
 * What one tab remembers across reloads: its name, and all that is needed to compute
 * its run again should the server have been restarted in the meantime.
 */
import { randomName } from "./random_name.js";
import { settingsAtStart } from "./state.js";
import { ofTab } from "./storage.js";

const TAB = "tab";
const RECOVER = "recover";
const PAUSE_MS = 1000;
/** What computing a run again needs to know of a change. */
const REMEMBERED = [
  ...["update", "set", "weights", "example", "open_test", "pass_stop"],
  ...["labels", "removed", "restored", "added"],
];
/** A recipe that would not fit into a message is not worth keeping. */
export const LONGEST = 60_000;

/** The tab's random name. */
export function tabName(storage = ofTab) {
  let name = storage.getItem(TAB);
  if (!name) {
    name = randomName();
    storage.setItem(TAB, name);
  }
  return name;
}

/** Another one for each page that is loaded: a duplicated tab has the first one's name. */
export const pageName = randomName();

/** Takes the name that the server gave: of a duplicated tab it is another one. */
export function renameTab(name, storage = ofTab) {
  if (name && name !== storage.getItem(TAB)) storage.setItem(TAB, name);
}

/** `{settings, changes, update}` of the state's run: its recipe. */
export function recipe(state) {
  const changes = state.changes.map((change) => {
    return Object.fromEntries(REMEMBERED.filter((key) => key in change).map((key) => [key, change[key]]));
  });
  return {
    settings: settingsAtStart(state.settings, state.changes),
    changes,
    update: state.frame?.update ?? 0,
  };
}

/**
 * Keeps the run's recipe in the tab's storage, written at most once a second. Returns what
 * writes it at once, and tells whether there is one and it could be kept.
 */
export function keepRecipe(store, storage = ofTab, page = window) {
  let timer = null;

  function write() {
    clearTimeout(timer);
    timer = null;
    const state = store.get();
    if (!state.run) return false;
    const text = JSON.stringify(recipe(state));
    const fits = text.length <= LONGEST;
    if (fits) storage.setItem(RECOVER, text);
    else storage.removeItem(RECOVER);
    return fits;
  }

  store.subscribe(
    (state) => state.frame,
    () => {
      timer ??= setTimeout(write, PAUSE_MS);
    },
  );
  page.addEventListener("pagehide", write);
  return write;
}

/** The recipe as last kept, or null. */
export function recall(storage = ofTab) {
  try {
    return JSON.parse(storage.getItem(RECOVER));
  } catch {
    return null;
  }
}
