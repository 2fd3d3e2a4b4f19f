/**
 * Why there is no connection: asks the server over plain HTTP, and concludes from what
 * comes back, or does not. The words are in diagnosis_words.js.
 */
import { CROWDED } from "../protocol.js";
import { below } from "./base_path.js";

const PATIENCE_MS = 5000;

/** What can be wrong; each has its words. */
export const Reason = {
  OFFLINE: "offline", // this device has no network
  SILENT: "silent", // something took the question and does not answer
  UNREACHABLE: "unreachable", // nothing there, or no way there
  GATEWAY: "gateway", // a proxy answers that nothing is behind it
  NAME: "name", // the server does not go by this name
  ELSEWHERE: "elsewhere", // what answers is not the playground
  CLOSING: "closing", // the server is just being stopped
  SKEW: "skew", // the server was updated, and this page is from before
  ORIGIN: "origin", // the server takes no sockets from this page's address
  CROWDED: "crowded", // the server itself has more requests than it can answer
  FULL: "full", // there is no place for a page of this browser
  UPGRADE: "upgrade", // a proxy takes the websocket's headers away
  SOCKET: "socket", // pages get through, websockets do not
};

/**
 * Asks `/healthz`, once. Never throws.
 *
 * @param {{base: string, knock: string, location: Location, fetch?: Function,
 *   navigator?: {onLine?: boolean}, patience?: number}} parts `base` is the path below
 *   which the server is, `knock` what this page's sockets call themselves
 * @returns {Promise<{online: boolean, failure: "silent"|"failed"|null, status: number|null,
 *   health: object|null, crowded: number|null}>} `crowded`: the seconds until it may be
 *   asked again, where the server itself turns requests away
 */
export async function askServer({ base, knock, location, fetch = globalThis.fetch, navigator = globalThis.navigator, patience = PATIENCE_MS }) {
  const query = new URLSearchParams({ origin: location.origin, knock });
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), patience);
  let [failure, status, health, crowded] = [null, null, null, null];
  try {
    const answer = await fetch(below(base, `healthz?${query}`), { cache: "no-store", signal: stop.signal });
    status = answer.status;
    const text = await answer.text();
    health = readHealth(text);
    crowded = crowdedFor(answer, text);
  } catch {
    failure = stop.signal.aborted ? "silent" : "failed";
  } finally {
    clearTimeout(timer);
  }
  return { online: navigator?.onLine !== false, failure, status, health, crowded };
}

/** What `/healthz` tells, or null where something else has answered. */
function readHealth(text) {
  try {
    const told = JSON.parse(text);
    return typeof told?.status === "string" ? told : null;
  } catch {
    return null;
  }
}

/**
 * The seconds that the server asks for with its own 503; null for every other answer. A
 * proxy with nothing behind it answers 503, too, but not in these words.
 */
function crowdedFor({ status, headers }, text) {
  const seconds = Number(headers.get("Retry-After"));
  return status === 503 && seconds > 0 && text.startsWith(CROWDED) ? seconds : null;
}

/**
 * @param {Awaited<ReturnType<typeof askServer>>} answer
 * @param {string|undefined} version what the page itself was served as
 * @returns {string} one of `Reason`
 */
export function conclude({ online, failure, status, health, crowded }, version) {
  if (failure && !online) return Reason.OFFLINE;
  if (failure) return failure === "silent" ? Reason.SILENT : Reason.UNREACHABLE;
  if (crowded) return Reason.CROWDED;
  if (!health) return ofStatus(status);
  if (health.status === "closing") return Reason.CLOSING;
  if (isOlder(version, health.version)) return Reason.SKEW;
  if (health.origin_allowed === false) return Reason.ORIGIN;
  if (isFull(health)) return Reason.FULL;
  return health.upgrade_missing ? Reason.UPGRADE : Reason.SOCKET;
}

function isFull({ full, sockets, max_sockets: places }) {
  return full ?? sockets >= places;
}

function ofStatus(status) {
  if (status === 421) return Reason.NAME;
  return status >= 502 && status <= 504 ? Reason.GATEWAY : Reason.ELSEWHERE;
}

/** Whether the server is another version than the page; unknown ones are not. */
export function isOlder(page, server) {
  return Boolean(page && server && page !== server);
}
