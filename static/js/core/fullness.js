/**
 * Why a websocket was refused. Where that happens before it is one, the browser tells a
 * page only that it failed; /healthz tells the rest.
 */
import { CROWDED } from "../protocol.js";
import { askServer } from "./diagnosis.js";

const ASK_MS = 4000;
const AGAIN_SECONDS = 5; // where it does not say when

/**
 * The refusal with which a page of this browser is turned down now; null if it is not, or
 * if nothing of ours answers.
 *
 * @param {Parameters<typeof askServer>[0]} place
 */
export async function askFullness(place) {
  const { crowded, health } = await askServer({ patience: ASK_MS, ...place });
  if (crowded) return busy(CROWDED, crowded);
  return health?.full ? busy(health.message, health.retry_after) : null;
}

function busy(message, seconds) {
  return { code: "busy", field: null, message, retry_after: seconds || AGAIN_SECONDS };
}
