/**
 * Why there is no connection, and what to do; or that the page should be reloaded.
 * A line across the page that is not there as long as all is well. It is a live region:
 * screen readers hear it once, when it appears or changes.
 */
import { h } from "../core/dom.js";
import { Reason } from "../core/diagnosis.js";

const SAFE = "Your run is safe.";
const RELOAD = "The server was updated after this page was opened.";

/**
 * @param {HTMLElement} root
 * @param {{keep: () => boolean, reload?: () => void}} parts `keep` writes down the run's
 *   recipe and tells whether it could
 */
export function mountNotice(root, { keep, reload = () => location.reload() }) {
  let shown = null;

  return {
    render(state) {
      const { connection, reason, outdated, run } = state;
      const key = JSON.stringify([connection, reason, outdated, Boolean(run)]);
      if (key === shown) return;
      shown = key;
      const notice = noticeOf(state, keep);
      root.replaceChildren(...(notice ? parts(notice) : []));
    },
    destroy: () => root.replaceChildren(),
  };

  function renew() {
    keep();
    reload();
  }

  function parts({ tone, text, canReload }) {
    const button = h("button", { type: "button", class: "small", onclick: renew }, "Reload the page");
    root.dataset.tone = tone;
    return [h("p", {}, text), ...(canReload ? [button] : [])];
  }
}

/** What is to be said, or null. */
export function noticeOf({ connection, reason, outdated, run }, keep) {
  if (connection !== "connected" && reason && reason.kind !== Reason.SKEW) {
    const parts = [reason.text, run ? SAFE : null];
    return { tone: "bad", text: parts.filter(Boolean).join(" "), canReload: false };
  }
  const isSkewed = connection === "connected" ? outdated : reason?.kind === Reason.SKEW;
  return isSkewed ? reloadNotice(Boolean(run), keep) : null;
}

/** The page is reloaded once its run can be computed again, or has none. */
function reloadNotice(hasRun, keep) {
  if (!hasRun) return { tone: "warning", text: `${RELOAD} Reload it.`, canReload: true };
  const text = keep()
    ? `${RELOAD} ${SAFE} Reload the page to go on with it.`
    : `${RELOAD} Your run was changed too often to be kept over a reload: export what you need of it, then reload the page.`;
  return { tone: "warning", text, canReload: true };
}
