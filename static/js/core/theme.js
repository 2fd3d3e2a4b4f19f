/**
 * Light and dark: the system's choice until the person makes another one, which is
 * remembered. Scripts read the colours of css/tokens.css through `color(name)`.
 */
import { lasting } from "./storage.js";

/**
 * The names of the classes' colours, as tokens of css/tokens.css.
 * Class 0 is orange and class 1 blue, as negative and positive are.
 */
export const CLASS_TOKENS = ["negative", "positive", "class-2"];

const KEY = "theme";
const DARK = "(prefers-color-scheme: dark)";

/** @param {Document} [page] */
export function createTheme(page = document) {
  const root = page.documentElement;
  const system = matchMedia(DARK);
  const listeners = new Set();
  let cache = new Map();

  function apply(name) {
    if (root.dataset.theme === name) return;
    root.dataset.theme = name;
    cache = new Map();
    for (const listener of listeners) listener(name);
  }

  function follow() {
    if (!remembered()) apply(system.matches ? "dark" : "light");
  }

  root.dataset.theme ||= remembered() ?? (system.matches ? "dark" : "light");
  system.addEventListener("change", follow);

  return {
    /** @returns {"light"|"dark"} */
    name: () => root.dataset.theme,
    toggle() {
      const next = root.dataset.theme === "dark" ? "light" : "dark";
      remember(next, system.matches);
      apply(next);
    },
    /** The value of the token `--name`, for example `color("validation")`. */
    color(name) {
      if (!cache.has(name)) {
        const value = getComputedStyle(root).getPropertyValue(`--${name}`);
        cache.set(name, value.trim());
      }
      return cache.get(name);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    destroy: () => system.removeEventListener("change", follow),
  };
}

function remembered() {
  const name = lasting.getItem(KEY);
  return name === "dark" || name === "light" ? name : null;
}

/** Choosing what the system says anyway means: follow the system again. */
function remember(name, systemIsDark) {
  if ((name === "dark") === systemIsDark) lasting.removeItem(KEY);
  else lasting.setItem(KEY, name);
}
