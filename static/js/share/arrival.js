/**
 * Shows a run that was shared as it was shown: what needs the run to be there waits until
 * it was computed again. Whoever has gone on by then is left alone.
 */
import { exists } from "../pictures/focus.js";
import { State } from "../protocol.js";
import { mismatchWords } from "./mismatch.js";

/**
 * @param {object} ctx
 * @param {{later: object, isNew: (run: object) => boolean, recorded?: object | null,
 *   update?: number}} wanted `isNew` knows the run that is waited for
 */
export async function arrive({ store, commands, report }, { later, isNew, recorded = null, update = 0 }) {
  await when(store, ({ run, connection }) => run && connection === "connected" && isNew(run));
  const { name } = store.get().run;
  const isGone = ({ run }) => run.name !== name;
  if ("speed" in later && later.speed !== store.get().speed) commands.speed(later.speed);
  await when(store, (state) => isGone(state) || (state.frame && state.frame.state !== State.RUNNING));
  if (isGone(store.get())) return;
  if (recorded) compare(store.get(), recorded, update, report);
  const wrong = beyond(later, store.get());
  if (wrong.length) report({ code: "range", field: "view", message: `Left out of the view: ${wrong.join("; ")}.` });
  if (later.epoch !== undefined && later.epoch <= store.get().frame.last_epoch) await commands.visit(later.epoch);
  if (!isGone(store.get())) pointOut(store, later);
}

/** Resolves once the state is as wanted, however long that takes. */
export function when(store, wanted) {
  if (wanted(store.get())) return Promise.resolve();
  return new Promise((resolve) => {
    const end = store.subscribe((state) => Boolean(wanted(state)), () => {
      end();
      resolve();
    });
  });
}

/** What the run that came does not have, in words. @returns {string[]} */
function beyond({ epoch, point, example, focus }, { run, frame }) {
  const points = run.data.set.length;
  const last = points - 1;
  return [
    epoch > frame.last_epoch ? `epoch=${epoch}, the run has come to epoch ${frame.last_epoch}` : null,
    point > last ? `point=${point}, the ${points} points are numbered from 0 to ${last}` : null,
    example > last ? `example=${example}, the ${points} points are numbered from 0 to ${last}` : null,
    focus && !exists(focus, run.network.sizes) ? "focus, the network has no such part" : null,
  ].filter(Boolean);
}

/** What was pinned, the point and the example that were looked at. */
export function pointOut(store, { focus, example, point }) {
  const { run, view } = store.get();
  const last = run.data.set.length - 1;
  const patch = {};
  if (focus && exists(focus, run.network.sizes)) Object.assign(patch, { pinned: focus, focus: focus.layer > 0 ? focus : null });
  if (example <= last) patch.example = example;
  if (point <= last) patch.point = point;
  if (Object.keys(patch).length) store.set({ view: { ...view, ...patch } });
}

/** Only at the end that the file tells of: whoever has paused on the way is not there. */
function compare(state, recorded, update, report) {
  const isOver = [State.STOPPED, State.DIVERGED].includes(state.frame.state);
  if (!isOver && state.frame.update < update) return;
  const message = mismatchWords(recorded, state);
  if (message) report({ code: "differs", field: "file", message });
}
