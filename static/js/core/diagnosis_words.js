/** Why there is no connection, in words: what is wrong, and what to do. */
import { CROWDED } from "../protocol.js";
import { Reason } from "./diagnosis.js";
import { isThisMachine } from "./share_base.js";

const AGAIN = "This page keeps trying.";
const RUNNER = "Whoever runs the server can";

/**
 * @param {string} reason one of `Reason`
 * @param {{status: number|null, health: object|null, crowded?: number|null}} answer what the server told
 * @param {{host: string, hostname: string, origin: string}} location
 * @returns {{title: string, text: string}} a few words, and sentences
 */
export function reasonWords(reason, { status, health, crowded }, location) {
  const { host, hostname, origin } = location;
  const words = {
    [Reason.OFFLINE]: () => ({
      title: "Connection lost",
      text: "This device is offline. As soon as its network is back, this page goes on by itself.",
    }),
    [Reason.SILENT]: () => ({
      title: "The server does not answer",
      text: `There was no answer from ${host} within 5 seconds: the server is overloaded, or the network between is interrupted. ${AGAIN}`,
    }),
    [Reason.UNREACHABLE]: () => (isThisMachine(hostname) ? notRunning(host) : notReachable(host)),
    [Reason.GATEWAY]: () => ({
      title: "The server is not running",
      text: `Only the proxy in front of it answers at ${host} (status ${status}). ${RUNNER} start it again; this page then goes on by itself.`,
    }),
    [Reason.NAME]: () => ({
      title: "This address is refused",
      text: `The server does not answer to the name ${hostname}. ${RUNNER} allow it: start it with ALLOWED_HOSTS=${hostname}, or with PUBLIC_ORIGIN=${origin}.`,
    }),
    [Reason.ORIGIN]: () => ({
      title: "This address is refused",
      text: `The server takes no connections from pages at ${origin}; a proxy shows it under another address than its own. ${RUNNER} allow it: start it with PUBLIC_ORIGIN=${origin}.`,
    }),
    [Reason.ELSEWHERE]: () => ({
      title: "Something else answers",
      text: `What answers at ${host} is not the playground (status ${status}): perhaps the network wants you to sign in, so open any other site. Or a proxy does not pass this page's path on: see BASE_PATH in the README.`,
    }),
    [Reason.CLOSING]: () => ({
      title: "The server is shutting down",
      text: "Once it is started again, this page goes on by itself.",
    }),
    [Reason.SKEW]: () => ({
      title: "This page is out of date",
      text: "The server was updated after this page was opened.",
    }),
    [Reason.CROWDED]: () => ({ title: "The server is busy", text: `${CROWDED} ${again(crowded)}` }),
    [Reason.FULL]: () => full(health),
    [Reason.UPGRADE]: () => ({
      title: "A proxy blocks the connection",
      text: `The proxy in front of the server passes pages on, but no websockets. ${RUNNER} have it pass on the headers Upgrade and Connection: see "Behind a proxy" in the README.`,
    }),
    [Reason.SOCKET]: () => ({
      title: "The connection is blocked",
      text: `This page reaches the server, but its websocket does not: a firewall, a filter, a browser extension or a proxy blocks it. Switch off extensions for this page, or try another browser or network; ask the network's administrator to allow websockets to ${host}.`,
    }),
  };
  return words[reason]();
}

function notRunning(host) {
  return {
    title: "The server is not running",
    text: `Nothing answers at ${host} on this computer. Start the server again, for example with make run; this page then goes on by itself.`,
  };
}

function notReachable(host) {
  return {
    title: "The server cannot be reached",
    text: `Nothing answers at ${host}: the server is not running, or the network does not lead there. If other sites open, ask whoever runs the server. ${AGAIN}`,
  };
}

/** The server's own words, where it has any: the places of this browser may be what is taken. */
function full({ message, retry_after: seconds, max_sockets: places }) {
  if (message) return { title: "No free place on the server", text: `${message[0].toUpperCase()}${message.slice(1)}. ${again(seconds)}` };
  const all = places ? `All ${places} places are taken.` : "All places are taken.";
  return { title: "The server is full", text: `${all} ${again(seconds)}` };
}

function again(seconds) {
  return seconds ? `This page tries again in ${Math.ceil(seconds)} s.` : AGAIN;
}
