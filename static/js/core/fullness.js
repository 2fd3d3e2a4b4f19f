/**
 * Why a websocket was refused. Where that happens before it is one, the browser tells a
 * page only that it failed; /healthz tells the rest.
 */
const ASK_MS = 4000;
const HEALTH = "healthz"; // beside the page, wherever that lies
const CROWDED = "the server has more requests than it can answer";
const AGAIN_SECONDS = 5; // where it does not say when

/** The refusal with which a page of this browser is turned down now; null if it is not. */
export async function askFullness(fetch) {
  try {
    const answer = await fetch(HEALTH, { cache: "no-store", signal: AbortSignal.timeout(ASK_MS) });
    if (answer.status === 503) return busy(CROWDED, Number(answer.headers.get("Retry-After")));
    const { full, message, retry_after: seconds } = await answer.json();
    return full ? busy(message, seconds) : null;
  } catch {
    return null; // it does not answer, or it is not ours: there is nothing to tell of it
  }
}

function busy(message, seconds) {
  return { code: "busy", field: null, message, retry_after: seconds || AGAIN_SECONDS };
}
