/** Where a run stopped: still marked after it was trained on, and after a reload. */

/** @returns {number | null} the epoch of the last stop */
export function stopOf({ frame }) {
  const { stop_epoch: now, passed_epoch: passed } = frame?.stopping ?? {};
  return now ?? passed ?? null;
}
