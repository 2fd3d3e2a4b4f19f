/**
 * Words and numbers that follow a running training change faster than they can be read.
 * They are written ten times a second, as each change of a text costs the browser a
 * layout. The last one always comes; once the training rests, at once.
 */
const BROWSER = {
  pause: 100,
  now: () => performance.now(),
  later: (run, pause) => setTimeout(run, pause),
};

/**
 * @template {unknown[]} Values
 * @param {(...values: Values) => void} write
 * @param {Partial<typeof BROWSER>} [options] `pause` in milliseconds, and a clock
 * @returns {(isRunning: boolean, ...values: Values) => void} `write`, while the training
 *   runs at most every `pause`
 */
export function calmly(write, options = {}) {
  const { pause, now, later } = { ...BROWSER, ...options };
  let last = -Infinity;
  let waiting = null;
  let isTimed = false;

  function writeNow(values) {
    last = now();
    waiting = null;
    write(...values);
  }

  return (isRunning, ...values) => {
    const rest = last + pause - now();
    if (!isRunning || rest <= 0) {
      writeNow(values);
      return;
    }
    waiting = values;
    if (isTimed) return;
    isTimed = true;
    later(() => {
      isTimed = false;
      if (waiting) writeNow(waiting);
    }, rest);
  };
}
