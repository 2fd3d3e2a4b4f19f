import { DEFAULTS_VERSION } from "../protocol.js";
import { ofTab } from "./storage.js";

/**
 * Settings in the address bar: `?learning_rate=0.1&hidden_layers=8,8`, only what
 * differs from the defaults. The server reads such links; the page only writes them.
 */

/**
 * @param {object[]} catalogue entries in their order
 * @param {object} settings every setting's value
 * @param {object} defaults every setting's default under this data set
 * @param {number} version of the defaults; a link without one means the first
 * @returns {string} with its `?`, or "" where nothing differs
 */
export function toQuery(catalogue, settings, defaults, version = DEFAULTS_VERSION) {
  const parts = [];
  for (const { name, kind } of catalogue) {
    if (same(settings[name], defaults[name])) continue;
    parts.push(`${name}=${writeValue(kind, settings[name])}`);
  }
  if (parts.length && version > 1) parts.push(`defaults=${version}`);
  return parts.length ? `?${parts.join("&")}` : "";
}

/** One value as a link writes it. */
export function writeValue(kind, value) {
  if (kind === "flag") return value ? "on" : "off";
  if (value === null) return "null";
  if (Array.isArray(value)) return value.map(encodeURIComponent).join(",");
  return encodeURIComponent(value);
}

export function same(a, b) {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b;
  return a.length === b.length && a.every((item, i) => item === b[i]);
}

const LEFT = "left";

/**
 * A page that is reloaded right after a change comes back with the address from before
 * it: the way it was left with is put in its place.
 */
function catchUp(page, storage) {
  let left = null;
  try {
    left = JSON.parse(storage.getItem(LEFT));
  } catch {
    // Nonsense in the storage is no address.
  }
  storage.removeItem(LEFT);
  const { pathname, search } = page.location;
  if (left?.shown !== search || typeof left.query !== "string") return;
  if (left.query !== search) page.history.replaceState(null, "", pathname + left.query);
}

/**
 * Keeps the address in step with the settings, a little behind them: browsers limit
 * how often a page may rewrite its address.
 */
export function keepAddress({ store, catalogue, pause = 250, page = window, storage = ofTab }) {
  let timer = null;
  catchUp(page, storage);

  function leave() {
    const shown = page.location.search;
    write();
    storage.setItem(LEFT, JSON.stringify({ shown, query: page.location.search }));
  }

  function write() {
    clearTimeout(timer);
    timer = null;
    const { settings, defaults } = store.get();
    if (!defaults) return;
    const query = toQuery(catalogue, settings, defaults);
    if (query === page.location.search) return;
    page.history.replaceState(null, "", page.location.pathname + query);
  }

  const end = store.subscribe(
    (state) => state.settings,
    () => {
      timer ??= setTimeout(write, pause);
    },
  );
  page.addEventListener("pagehide", leave);
  return {
    write,
    destroy() {
      end();
      clearTimeout(timer);
      page.removeEventListener("pagehide", leave);
    },
  };
}
