/**
 * Draws at most once per animation frame, whatever happens in between: panels ask with
 * `invalidate(panel)` and are drawn with the newest state. After drawing, the frame on
 * the screen is confirmed, which is what lets the server send the next one.
 *
 * A hidden tab gets no animation frames. There a slow timer confirms without drawing,
 * so that the error series goes on arriving; the first drawing after that is fresh.
 */
const HIDDEN_PAUSE_MS = 500;
/** What a drawing costs is measured under this name. */
const MEASURE = "frame";

const BROWSER = {
  request: (run) => requestAnimationFrame(run),
  later: (run, pause) => setTimeout(run, pause),
  hidden: () => document.hidden,
};

/**
 * @param {{state: () => object, confirm: (state: object) => void,
 *   work?: () => boolean, fail?: (error: Error) => void, clock?: typeof BROWSER}} options
 *   `work` does what may be spread over frames and tells whether some is left
 */
export function createScheduler(options) {
  const { state, confirm, work = () => false, fail = complain } = options;
  const { clock = BROWSER } = options;
  const panels = new Set();
  const stale = new Set();
  let waiting = false;
  let timed = false;

  function draw() {
    waiting = false;
    const start = performance.now();
    const now = state();
    const batch = [...stale];
    stale.clear();
    for (const panel of batch) guarded(() => panel.render(now), fail);
    confirm(now);
    performance.measure(MEASURE, { start });
    performance.clearMeasures(MEASURE); // observers have it; the list must not grow
    if (guarded(work, fail)) ask();
  }

  function ask() {
    if (!waiting) {
      waiting = true;
      clock.request(draw);
    }
    if (clock.hidden() && !timed) {
      timed = true;
      clock.later(() => {
        timed = false;
        confirm(state());
      }, HIDDEN_PAUSE_MS);
    }
  }

  return {
    /** Adds a panel to those that every change of the state draws. */
    add(panel) {
      panels.add(panel);
      stale.add(panel);
      ask();
      return () => panels.delete(panel) && stale.delete(panel);
    },
    /** Asks for one panel to be drawn, or for all of them. */
    invalidate(panel) {
      for (const each of panel ? [panel] : panels) stale.add(each);
      ask();
    },
    /** Asks for an animation frame in which `work` is done. */
    wake: ask,
  };
}

function complain(error) {
  reportError(error);
}

/** One panel that fails must neither stop the others nor hold back the stream. */
function guarded(run, fail) {
  try {
    return run();
  } catch (error) {
    fail(error);
    return undefined;
  }
}
