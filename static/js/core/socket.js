/**
 * The only module that touches Socket.IO: one websocket, opened again whenever it was
 * lost. A request that cannot be answered still gets an answer in the one error shape.
 */
import { worded } from "./errors.js";

const ANSWER_MS = 10_000;
const AGAIN_MS = 1000;

const OFFLINE = {
  code: "offline",
  field: null,
  message: "There is no connection to the server; nothing was changed.",
};
const SILENT = {
  code: "timeout",
  field: null,
  message: "The server did not answer in time.",
};

/**
 * @param {(options: object) => object} io Socket.IO's client
 * @param {{path: string, query: object}} place where the server's sockets are, and what
 *   this page's sockets call themselves
 * @param {{connected: () => void, lost: (refusal: object|null) => void,
 *   on: Record<string, (message: object) => void>}} handlers `refusal`: the error with
 *   which the server turned the connection down, where it did
 */
export function openSocket(io, { path, query }, handlers) {
  const socket = io({
    path,
    query,
    transports: ["websocket"],
    reconnectionDelay: 250,
    reconnectionDelayMax: 2000,
    timeout: 5000,
  });
  let again = null;
  let rests = false;

  /** Where the server closed the connection itself, Socket.IO does not try again. */
  function lost(refusal) {
    if (rests) return;
    handlers.lost(refusal);
    if (!socket.active && !rests) {
      clearTimeout(again);
      again = setTimeout(() => socket.connect(), AGAIN_MS);
    }
  }

  socket.on("connect", handlers.connected);
  socket.on("disconnect", () => lost(null));
  socket.on("connect_error", (error) => lost(error.data ?? null));
  for (const [event, handler] of Object.entries(handlers.on)) socket.on(event, handler);

  return {
    async request(event, payload = {}) {
      if (!socket.connected) return { ok: false, error: OFFLINE };
      try {
        const answer = await socket.timeout(ANSWER_MS).emitWithAck(event, payload);
        return answer.ok ? answer : { ...answer, error: worded(answer.error) };
      } catch {
        return { ok: false, error: socket.connected ? SILENT : OFFLINE };
      }
    },
    /** Sends without expecting an answer; lost where there is no connection. */
    tell(event, payload) {
      if (socket.connected) socket.emit(event, payload);
    },
    /** Leaves, and does not try again until `connect`. */
    rest() {
      rests = true;
      clearTimeout(again);
      socket.disconnect();
    },
    connect() {
      rests = false;
      socket.connect();
    },
    close() {
      clearTimeout(again);
      socket.close();
    },
  };
}
