/**
 * Sends patches one at a time: while one is under way, newer ones merge (the newest
 * value of a key wins) and go out together afterwards, never more often than every
 * `pause` milliseconds. So a dragged slider cannot flood the server, and the value it
 * ends on always arrives.
 *
 * @param {(patch: object) => Promise<object>} send
 * @param {{pause?: number, now?: () => number, later?: typeof setTimeout}} [options]
 */
export function createCoalescer(send, options = {}) {
  const { pause = 0, now = () => performance.now(), later = setTimeout } = options;
  let waiting = null;
  let busy = false;
  let lastSent = -Infinity;

  async function flush() {
    if (busy || !waiting) return;
    busy = true;
    const rest = pause - (now() - lastSent);
    if (rest > 0) await new Promise((resolve) => later(resolve, rest));
    const { patch, settle } = waiting;
    waiting = null;
    lastSent = now();
    try {
      settle(await send(patch));
    } finally {
      busy = false;
      flush();
    }
  }

  /** @returns {Promise<object>} the answer to the message that carried this patch */
  return function push(patch) {
    if (waiting) {
      Object.assign(waiting.patch, patch);
    } else {
      waiting = { patch: { ...patch } };
      waiting.answer = new Promise((resolve) => {
        waiting.settle = resolve;
      });
    }
    const { answer } = waiting;
    flush();
    return answer;
  };
}
