/**
 * Asks the server for the network's output at the point under the pointer: one question
 * at a time, the newest point wins, and again now and then while the network learns.
 */
const PAUSE_MS = 90;

/**
 * @param {(x: number[]) => Promise<{ok: boolean, output?: number[]}>} ask
 * @param {(answer: {x: number[], output: number[], error?: number, point?: number}) => void} tell
 */
export function createProbe(ask, tell) {
  let wanted = null;
  let busy = false;
  let timer = null;

  async function next() {
    timer = null;
    if (busy || !wanted) return;
    busy = true;
    const x = wanted;
    const answer = await ask(x).catch(() => ({ ok: false }));
    busy = false;
    if (!wanted) return;
    if (answer.ok) tell({ ...answer, x });
    if (wanted !== x) timer ??= setTimeout(next, PAUSE_MS);
  }

  return {
    /** @param {number[]} x the point looked at from now on */
    look(x) {
      wanted = x;
      timer ??= setTimeout(next, busy ? PAUSE_MS : 0);
    },
    /** Asks again at the same point: the network has changed. */
    again() {
      if (!wanted || busy || timer !== null) return;
      wanted = [...wanted];
      timer = setTimeout(next, 2 * PAUSE_MS);
    },
    stop() {
      wanted = null;
      clearTimeout(timer);
      timer = null;
    },
  };
}
