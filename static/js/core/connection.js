/**
 * Connects the page to its run, and again after every loss: `hello` names the tab, the
 * page, the address's settings and the run, and says how to compute that run again should
 * the server no longer have it. The answer names the tab: another name where it was
 * duplicated, so that each finds its own run again.
 */
import { ClientEvent, ServerEvent } from "../protocol.js";
import { below } from "./base_path.js";
import { createCountdown } from "./countdown.js";
import { isOlder } from "./diagnosis.js";
import { askFullness } from "./fullness.js";
import { pageName, recall, renameTab, tabName } from "./memory.js";
import { randomName } from "./random_name.js";
import { openSocket } from "./socket.js";
import { createSync } from "./sync.js";
import { watchConnection } from "./watchdog.js";

const REFUSED_AGAIN_MS = 3000;
/** The server takes no longer query (`QUERY_LENGTH` there). */
export const LONGEST_QUERY = 4096;
const TOO_LONG = {
  code: "syntax",
  field: null,
  message: `This link is longer than ${LONGEST_QUERY} characters: its settings were not read.`,
};

/** The part of the address that is sent, and whether that is all of it. */
export function readQuery({ search }) {
  const fits = search.length <= LONGEST_QUERY;
  return { query: fits ? search : "", fits };
}

/**
 * @param {{io: Function, store: object, report: (error: object) => void,
 *   server: {version?: string, base_path?: string}, beforeHello: () => void,
 *   view: () => object}} parts `server` is what it wrote of itself into the page;
 *   `beforeHello` writes down what
 *   `hello` will read; `view` is what frames shall carry
 */
export function connect({ io, store, report, server = {}, beforeHello, view }) {
  const { version, base_path: base } = server;
  const knock = randomName();
  const confirm = (seq) => socket.tell(ClientEvent.DRAWN, { seq });
  const sync = createSync({ store, confirm });
  let retry = null;
  let asking = false;
  let visits = 0;
  const countdown = createCountdown({
    tick: (seconds) => store.set({ retryIn: seconds }),
    done: () => socket.connect(),
  });

  /** The server has no place for the page, and says when to try again: not before. */
  function wait(refusal) {
    store.set({ refusal });
    socket.rest();
    countdown.start(refusal.retry_after);
  }

  /** A handshake that failed says nothing of why. */
  async function ask() {
    if (asking) return;
    asking = true;
    const before = visits;
    const refusal = await askFullness({ base, knock, location });
    asking = false;
    if (refusal && visits === before) wait(refusal);
  }

  async function hello() {
    clearTimeout(retry);
    visits += 1;
    const { run, speed } = store.get();
    if (run) beforeHello();
    const { query, fits } = readQuery(location);
    if (!fits) report(TOO_LONG);
    const answer = await socket.request(ClientEvent.HELLO, {
      tab: tabName(),
      page: pageName,
      query,
      run: run?.id ?? null, // known only to a page that lost its connection
      recover: recall(),
    });
    if (answer.ok) {
      renameTab(answer.tab);
      answer.errors.forEach(report);
      store.set({ outdated: isOlder(version, answer.version) });
      store.set({ connection: "connected", refusal: null });
      socket.request(ClientEvent.VIEW, view());
      if (run) restoreSpeed(speed);
    } else if (answer.error.retry_after) {
      wait(answer.error);
    } else {
      store.set({ refusal: answer.error });
      retry = setTimeout(hello, REFUSED_AGAIN_MS);
    }
  }

  /** A server that was restarted knows the run again, but not how fast it ran. */
  async function restoreSpeed(speed) {
    const answer = await socket.request(ClientEvent.SPEED, { updates_per_second: speed });
    if (answer.ok) store.set({ speed });
  }

  const place = { path: below(base, "socket.io"), query: { knock } };
  const socket = openSocket(io, place, {
    connected: hello,
    lost(refusal) {
      clearTimeout(retry);
      store.set({ connection: store.get().run ? "lost" : "connecting", refusal });
      if (refusal?.retry_after) wait(refusal);
      else if (!refusal) ask();
    },
    on: {
      [ServerEvent.RUN]: sync.run,
      [ServerEvent.FRAME]: sync.frame,
      [ServerEvent.SETTINGS]: sync.settings,
    },
  });

  watchConnection({ store, version, base, knock });
  return { ...socket, confirm };
}
