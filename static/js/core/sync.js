/**
 * Puts what the server sends into the store. A new run is shown together with its first
 * frame, so that a changed network never flashes up empty.
 */
import { decodeData, decodeFrame, decodeRun } from "./frames.js";
import { emptySeries, mergeSeries } from "./series.js";
import { settingsAtStart } from "./state.js";

const LONGEST_WAIT_MS = 300;

/**
 * @param {{store: object, confirm: (seq: number) => void}} parts `confirm` is called for
 *   frames that will never be drawn, so that they do not use up the server's credit
 */
export function createSync({ store, confirm }) {
  let arriving = null;
  let timer = null;

  function show(frame) {
    clearTimeout(timer);
    const { run } = arriving;
    arriving = null;
    const { settings, defaults, notes, changes, undo, speed } = run;
    const series = mergeSeries(mergeSeries(emptySeries(), run.series), frame?.series);
    const view = viewOf(store.get(), run);
    store.set({ run, frame, series, settings, defaults, notes, changes, undo, speed, view, exam: null });
  }

  /** The same run with other points: the person has changed some. */
  function takePoints(data) {
    if (arriving) arriving.run = { ...arriving.run, data };
    else store.set({ run: { ...store.get().run, data } });
  }

  return {
    run(message) {
      clearTimeout(timer);
      arriving = { run: decodeRun(message) };
      if (store.get().run) timer = setTimeout(() => show(null), LONGEST_WAIT_MS);
      else show(null);
    },

    frame(message) {
      const { run, frame, series } = store.get();
      const target = arriving?.run ?? run;
      if (message.run !== target?.id || message.generation !== target.generation) {
        confirm(message.seq);
        return;
      }
      const { sizes } = target.network;
      if (arriving) {
        show(decodeFrame(message, sizes, null));
        return;
      }
      store.set({
        frame: decodeFrame(message, sizes, frame),
        series: mergeSeries(series, message.series),
      });
    },

    /** Changes come from the first one that is new, or has taken in another one, on. */
    settings({ settings, defaults, notes, changes_from, changes, undo, data }) {
      if (data) takePoints(decodeData(data));
      const known = store.get().changes.slice(0, changes_from);
      store.set({ settings, defaults, notes, changes: [...known, ...changes], undo });
    },
  };
}

/**
 * Another network has other batches; one that only went back keeps the example looked at.
 * Both are told apart by how the runs began, as their messages say.
 */
function viewOf({ run, view }, next) {
  const start = ({ settings, changes }) => JSON.stringify(settingsAtStart(settings, changes));
  const point = isSamePoint(run?.data, next.data, view.point) ? view.point : null;
  return run && start(run) !== start(next) ? { ...view, example: null, point } : { ...view, point };
}

/** Whether the point looked into is still the same one. */
function isSamePoint(data, next, row) {
  if (row == null || !data || row >= next.set.length) return false;
  return data.x1[row] === next.x1[row] && data.x2?.[row] === next.x2?.[row];
}
