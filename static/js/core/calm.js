/**
 * Words and numbers that change faster than they can be read are written ten times a
 * second: each change of a text costs the browser a layout. The last one always comes.
 */
const PAUSE_MS = 100;

const BROWSER = {
  now: () => performance.now(),
  later: (run, pause) => setTimeout(run, pause),
};

/**
 * @template {unknown[]} Values
 * @param {(...values: Values) => void} write
 * @param {typeof BROWSER} [clock]
 * @returns {(...values: Values) => void} `write`, at most every PAUSE_MS
 */
export function calmly(write, clock = BROWSER) {
  let last = -Infinity;
  let waiting = null;
  let isTimed = false;

  function writeNow(values) {
    last = clock.now();
    waiting = null;
    write(...values);
  }

  return (...values) => {
    const rest = last + PAUSE_MS - clock.now();
    if (rest <= 0) {
      writeNow(values);
      return;
    }
    waiting = values;
    if (isTimed) return;
    isTimed = true;
    clock.later(() => {
      isTimed = false;
      if (waiting) writeNow(waiting);
    }, rest);
  };
}
