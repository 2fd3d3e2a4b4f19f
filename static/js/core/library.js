/**
 * Plotly is large: the page fetches it at once (the `preload` link with id `plotly`) but
 * runs it only when the first figure is asked for, after the first picture on a canvas,
 * so that the controls need not wait for it. Where that is long in coming (there is no
 * connection), it runs a little after the page is loaded: nothing is fetched in vain.
 */
const LATEST_MS = 1500;

/** @param {Document} [page] */
export function lazyPlotly(page = document) {
  let arrival = null;
  let isReady = false;

  function load() {
    const script = page.createElement("script");
    script.src = page.getElementById("plotly").href;
    page.head.append(script);
    return new Promise((resolve, reject) => {
      script.onload = resolve;
      script.onerror = () => reject(new Error("Plotly could not be loaded"));
    });
  }

  const send = () => (arrival ??= load());
  addEventListener("load", () => setTimeout(send, LATEST_MS), { once: true });

  return {
    /** Plotly's functions, undefined until it is there. */
    library: new Proxy({}, { get: (_, name) => globalThis.Plotly?.[name] }),
    isReady: () => isReady,
    /** Calls `run` once Plotly is there; the first call sends for it. */
    whenReady(run) {
      send().then(() => {
        isReady = true;
        run();
      });
    },
  };
}
