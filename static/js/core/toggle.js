/**
 * Plays and pauses, one press at a time: what a press means depends on what the one
 * before has led to, which is waited for.
 */
import { runState } from "./state.js";
import { until } from "./wait.js";

/**
 * @param {{get: () => object}} store
 * @param {(state: string) => Promise<{ok: boolean}> | null} act does what comes next in
 *   that state of the run; null where nothing does
 */
export function createToggle(store, act) {
  let presses = 0;
  let isBusy = false;

  async function once() {
    const before = runState(store.get());
    const answer = await act(before);
    if (answer?.ok) await until(store, (state) => runState(state) !== before);
  }

  return async function toggle() {
    presses += 1;
    if (isBusy) return;
    isBusy = true;
    for (; presses > 0; presses -= 1) await once();
    isBusy = false;
  };
}
