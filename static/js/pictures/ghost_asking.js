/**
 * Asks on the page's own account what would have been after a stop: once for each stop,
 * what was changed since, and horizon. A refusal is no news to the person: it asks again.
 */
import { ErrorCode } from "../protocol.js";

const AGAIN_MS = 1000;

/** What a ghost is asked for once: this stop, what was changed since, and the horizon. */
export const keyOf = ({ run, frame }, horizon) => [run.id, run.generation, frame.update, frame.edits, horizon].join();

/**
 * @param {(horizon: number | null) => Promise<object>} send
 * @param {{again: () => void, later?: typeof setTimeout}} parts `again` asks anew, if
 *   there still is something to ask
 */
export function createAsking(send, { again, later = setTimeout }) {
  let asked = null;

  async function ask(key, horizon) {
    const { ok, error } = await send(horizon);
    if (ok || asked !== key) return;
    asked = null;
    if (error.code === ErrorCode.BUSY) later(again, AGAIN_MS);
  }

  return {
    /** The server knows whether it has been done. */
    ask(state, horizon) {
      const key = keyOf(state, horizon);
      if (key === asked) return;
      asked = key;
      if (horizon !== null || state.frame.ghost) ask(key, horizon);
    },
    /** It was asked for otherwise. */
    take(state, horizon) {
      asked = keyOf(state, horizon);
    },
    forget() {
      asked = null;
    },
  };
}
