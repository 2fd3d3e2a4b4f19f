/**
 * While there is no connection: after a while, finds out why, and puts it into the state
 * as `reason`; asks again from time to time, as reasons change.
 */
import { askServer, conclude, Reason } from "./diagnosis.js";
import { reasonWords } from "./diagnosis_words.js";

/** Before that nothing is alarming: most connections are back much sooner. */
export const FIRST_MS = 8000;
export const AGAIN_MS = 5000;

/**
 * @param {{store: object, version: string|undefined, base: string, knock: string,
 *   location?: Location, ask?: typeof askServer,
 *   timers?: {setTimeout: Function, clearTimeout: Function}}} parts
 */
export function watchConnection({ store, version, base, knock, location = globalThis.location, ask = askServer, timers = globalThis }) {
  let timer = null;
  let round = 0;

  async function look() {
    const mine = round;
    const answer = await ask({ base, knock, location });
    if (mine !== round) return;
    const kind = conclude(answer, version);
    // What the server has said itself counts, unless this page cannot understand it.
    const isSaid = store.get().refusal && kind !== Reason.SKEW;
    store.set({ reason: isSaid ? null : { kind, ...reasonWords(kind, answer, location) } });
    timer = timers.setTimeout(look, AGAIN_MS);
  }

  function follow() {
    timers.clearTimeout(timer);
    round += 1;
    if (store.get().connection !== "connected") timer = timers.setTimeout(look, FIRST_MS);
    else if (store.get().reason) store.set({ reason: null });
  }

  const end = store.subscribe(({ connection }) => connection === "connected", follow);
  follow();
  return {
    destroy() {
      end();
      timers.clearTimeout(timer);
      round += 1;
    },
  };
}
