/** What became of the last attempt to start a twin, for as long as it would be the same again. */
import { same } from "../core/url.js";

const SAME = "Choose another value than your run has";
/** Rules that a value breaks; what else went wrong may be otherwise the next time. */
const RULES = new Set(["type", "range", "choice", "combination"]);

/**
 * @typedef {{name: string, value: unknown}} Choice `value`: undefined until one is chosen
 */
export function createAttempt() {
  let refused = null;

  const isSame = ({ name, value }, { settings }) => {
    return refused !== null && refused.name === name && same(refused.value, value) && refused.settings === settings;
  };

  return {
    /**
     * @param {Choice & {settings: object}} tried with the settings of the run at that time
     * @param {{ok: boolean, error?: {code: string, message: string}}} answer
     */
    take(tried, { ok, error }) {
      refused = ok || !error ? null : { ...tried, ...error };
    },
    /** What the server said of this choice, or null. @param {Choice} choice */
    errorOf: (choice, state) => (isSame(choice, state) ? refused.message : null),
    /** Why there cannot be such a twin, as far as it is known; else null. @param {Choice} choice */
    obstacleOf(choice, state) {
      if (choice.value === undefined || isOwn(choice, state)) return SAME;
      return isSame(choice, state) && RULES.has(refused.code) ? refused.message : null;
    },
  };
}

/** A run that has had several values differs from any twin at some time. */
function isOwn({ name, value }, { settings, changes }) {
  return same(value, settings[name]) && !changes.some(({ set }) => set && name in set);
}
