/** Counts whole seconds down, and says when they are over. */
const STEP_MS = 250; // a throttled timer is late: what is told is read off the clock

/**
 * @param {{tick: (seconds: number|null) => void, done: () => void,
 *   clock?: {now: () => number, every: Function, stop: Function}}} parts `tick` is called
 *   with each new number of seconds left, at the end or once stopped with null
 */
export function createCountdown({ tick, done, clock = CLOCK }) {
  let timer = null;
  let end = 0;
  let told = null;

  function tell(seconds) {
    if (seconds === told) return;
    told = seconds;
    tick(seconds);
  }

  function stop() {
    if (timer === null) return;
    clock.stop(timer);
    timer = null;
    tell(null);
  }

  function look() {
    const left = Math.ceil((end - clock.now()) / 1000);
    if (left > 0) return tell(left);
    stop();
    done();
  }

  return {
    start(seconds) {
      stop();
      end = clock.now() + seconds * 1000;
      timer = clock.every(look, STEP_MS);
      look();
    },
    stop,
  };
}

const CLOCK = {
  now: () => performance.now(),
  every: (act, ms) => setInterval(act, ms),
  stop: (timer) => clearInterval(timer),
};
