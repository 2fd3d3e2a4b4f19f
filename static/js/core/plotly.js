/**
 * The only module that touches Plotly. A Plotly update costs 6 to 8 ms however little
 * changed, so updates wait in one queue: at most one is done in an animation frame, the
 * newest of a figure wins, and a figure may ask for a pause between two of its updates.
 */

/**
 * Between two updates of a figure that follows the training: seldom, since what it lacks
 * meanwhile is painted on its canvas; soon where it is not.
 */
export const PACE_MS = { unattended: 2000, soon: 400 };

/** What a job costs is measured under this name, as frames are under theirs. */
const MEASURE = "plotly";

/**
 * @typedef {{data: object[], layout: object, config?: object}} Figure
 * @typedef {Record<string, (event: object) => void>} Listeners
 * @param {object} library Plotly itself
 * @param {() => void} wake asks for an animation frame, in which `work` is called
 * @param {(run: () => void, pause: number) => void} [later] a timer
 */
export function createPlotly(library, wake, later = setTimeout) {
  /** @type {Map<HTMLElement, object>} */
  const figures = new Map();

  /** The figures whose pause is over; the one that has waited longest comes first. */
  function due(now) {
    return [...figures]
      .filter(([, { job, lastDone, pace }]) => job && lastDone + pace <= now)
      .sort(([, a], [, b]) => a.since - b.since);
  }

  function perform([root, figure], now) {
    const start = performance.now();
    const { job } = figure;
    figure.job = null;
    const wanted = job();
    if (!wanted) return; // what it was to show has gone meanwhile
    figure.lastDone = now;
    const { data, layout, config } = wanted;
    library.react(root, data, layout, config ?? figure.config);
    performance.measure(MEASURE, { start });
    performance.clearMeasures(MEASURE); // observers have it; the list must not grow
    if (figure.listening) return;
    figure.listening = true;
    for (const [name, run] of Object.entries(figure.listeners)) root.on(name, run);
  }

  return {
    /** Makes `root` the place of a figure; nothing is drawn until `draw`. */
    mount(root, config, listeners = {}) {
      figures.set(root, { config, listeners, lastDone: -Infinity, pace: 0 });
    },

    /**
     * Asks for the figure to look like this. With `pace` it waits until so many
     * milliseconds have passed since its last update.
     *
     * @param {HTMLElement} root
     * @param {() => Figure | null} job called when its turn comes, for the newest state;
     *   null where there is nothing to draw any more
     */
    draw(root, job, pace = 0) {
      const figure = figures.get(root);
      if (!figure) return;
      const now = performance.now();
      const isWaiting = figure.job && figure.pace <= pace;
      figure.since = figure.job ? figure.since : now;
      // Who waits for less decides: a job asked for soon is not put off by a later one.
      figure.pace = figure.job ? Math.min(figure.pace, pace) : pace;
      figure.job = job;
      const rest = figure.lastDone + figure.pace - now;
      if (rest <= 0) wake();
      else if (!isWaiting) later(wake, rest + 1);
    },

    /**
     * Does the next job, if one is due.
     *
     * @returns {boolean} whether others are due: another animation frame is needed
     */
    work(now = performance.now()) {
      const [first, ...others] = due(now);
      if (first) perform(first, now);
      return others.length > 0;
    },

    /**
     * A figure as an SVG document, as text: drawn apart from the page, so it may differ
     * from what is shown.
     *
     * @param {Figure} figure
     * @param {{width: number, height: number}} size
     * @returns {Promise<string>}
     */
    async svg(figure, size) {
      const address = await library.toImage(figure, { format: "svg", ...size });
      return decodeURIComponent(address.slice(address.indexOf(",") + 1));
    },

    purge(root) {
      figures.delete(root);
      library.purge(root);
    },
  };
}
