/**
 * Asks the server what each unit does at the point that is looked into: one question at a
 * time, anew when the weights or the points are others, and not too often while they
 * change all the time. The answer stands in the store as `exam`.
 */
import { ErrorCode } from "../protocol.js";
import { isThere } from "./editing.js";

const PAUSE_MS = 500;
const BROWSER = { pause: PAUSE_MS, now: () => performance.now(), later: (run, ms) => setTimeout(run, ms) };

/** What the answer depends on. */
export function examKey({ run, frame, view }) {
  const { generation, update, edits, stopping, visit, test_is_open: isOpen } = frame;
  return [view.point, generation, update, stopping.restored, run.data, visit?.epoch, edits, isOpen];
}

const isSame = (a, b) => a !== null && b !== null && a.every((part, i) => part === b[i]);

/**
 * @param {{store: object, commands: {examine: (point: number, units: boolean) => Promise<object>}}} parts
 * @param {Partial<typeof BROWSER>} [options]
 */
export function createExamining({ store, commands }, options = {}) {
  const { pause, now, later } = { ...BROWSER, ...options };
  let asked = null;
  let isBusy = false;
  let isTimed = false;
  let isRefused = false;
  let free = -Infinity;

  const wanted = () => {
    const state = store.get();
    const { run, frame, view } = state;
    const isLooked = view.below === "point" && view.point !== null && run !== null && frame !== null;
    return isLooked && state.connection === "connected" && isThere(run.data, view.point) ? examKey(state) : null;
  };

  async function ask() {
    isTimed = false;
    const key = wanted();
    if (isBusy || key === null || isSame(key, asked)) return;
    isBusy = true;
    asked = key;
    const began = now();
    const answer = await commands.examine(key[0], true).catch(() => ({ ok: false }));
    isBusy = false;
    free = now() + Math.max(pause, now() - began);
    isRefused = answer.error?.code === ErrorCode.BUSY;
    if (isRefused) asked = null;
    else store.set({ exam: answer.ok ? answer : null });
    follow();
  }

  /** Looks whether there is something to ask; called whenever the state has changed. */
  function follow() {
    const key = wanted();
    if (isTimed || isBusy || key === null || isSame(key, asked)) return;
    // The first question about a point does not wait, unless the server just refused one.
    const isNew = !isRefused && (asked === null || asked[0] !== key[0] || asked[4] !== key[4]);
    isTimed = true;
    later(ask, isNew ? 0 : Math.max(0, free - now()));
  }

  store.subscribe((state) => state, follow);
  return {
    /** Looks into this point, under the network. */
    choose(point) {
      const { view } = store.get();
      store.set({ view: { ...view, point, below: "point" } });
    },
  };
}
