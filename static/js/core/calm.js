/**
 * Words and numbers that follow a running training change faster than they can be read.
 * They are written ten times a second, as each change of a text costs the browser a
 * layout. The last one always comes; once the training rests, at once.
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
 * @returns {(isRunning: boolean, ...values: Values) => void} `write`, while the training
 *   runs at most every PAUSE_MS
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

  return (isRunning, ...values) => {
    const rest = last + PAUSE_MS - clock.now();
    if (!isRunning || rest <= 0) {
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
