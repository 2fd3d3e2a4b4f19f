/** Where a run stopped: still marked after it was trained on, and after a reload. */

/** @returns {(state: object) => number | null} the epoch of the last stop */
export function rememberStops() {
  let known = { key: null, stop: null };
  let read = { changes: null, stop: null };
  return (state) => {
    const { run, frame, series, changes } = state;
    const key = `${run.id} ${run.generation}`;
    const now = frame?.stopping.stop_epoch ?? null;
    if (known.key !== key) known = { key, stop: null };
    if (now !== null) known.stop = now;
    if ((series.epoch.at(-1) ?? 0) < known.stop) known.stop = null;
    if (known.stop !== null || !changes?.length) return known.stop;
    if (read.changes !== changes) read = { changes, stop: passedStop(state) };
    return read.stop;
  };
}

/**
 * The last stop that was passed, as far as the changes tell: training on takes the cause
 * away. Whoever only switches early stopping off has not stopped.
 *
 * @param {{changes: object[], series: object, settings: object}} state
 */
export function passedStop({ changes, series, settings }) {
  for (let i = changes.length - 1; i >= 0; i -= 1) {
    const then = { ...settings };
    for (const { before } of changes.slice(i).reverse()) Object.assign(then, before);
    if (wasStopped(changes[i], series, then)) return changes[i].epoch;
  }
  return null;
}

function wasStopped({ epoch, set }, series, then) {
  if ("max_epochs" in set && then.max_epochs === epoch) return true;
  const at = series.epoch.indexOf(epoch);
  if (at < 0) return false;
  if (set.target_error === null && series.train[at] <= then.target_error) return true;
  if (set.early_stopping !== false) return false;
  return epoch - bestUntil(series, epoch, then) >= Math.max(1, then.patience);
}

/** The best epoch as patience counts it; Infinity where there is none. */
function bestUntil({ epoch: epochs, validation }, end, { min_delta: least, start_epoch: start }) {
  let best = { epoch: Infinity, error: Infinity };
  for (let i = 0; i < epochs.length && epochs[i] <= end; i += 1) {
    const error = validation?.[i];
    if (epochs[i] < start || error == null || !(error + least < best.error)) continue;
    best = { epoch: epochs[i], error };
  }
  return best.epoch;
}
