/**
 * Does what was asked for one after another, in the order of the presses: none is lost
 * while the one before is on its way. A key that is held asks again and again by itself;
 * that counts only where nothing is on its way, or steps would go on after it is let go.
 */

/** Who presses more often than this ahead of the server has stopped counting. */
const MOST_WAITING = 200;

/**
 * @returns {((work: () => Promise<unknown> | unknown, options?: {repeat?: boolean}) =>
 *   Promise<void>) & {drop: () => void}} resolves once nothing is left to do; `drop`
 *   forgets what waits, where something else was pressed
 */
export function createQueue() {
  const waiting = [];
  let working = null;

  async function workOff() {
    try {
      while (waiting.length) await waiting.shift()();
    } finally {
      waiting.length = 0; // what follows a fault was pressed without knowing of it
      working = null;
    }
  }

  function ask(work, { repeat = false } = {}) {
    if (repeat && working) return working;
    if (waiting.length < MOST_WAITING) waiting.push(work);
    working ??= workOff();
    return working;
  }

  ask.drop = () => {
    waiting.length = 0;
  };
  return ask;
}
