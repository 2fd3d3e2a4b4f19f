/**
 * What is happening, in words. Screen readers hear all of it but what changes with every
 * epoch of a running training.
 */
import { setAttribute, setText } from "../core/dom.js";
import { capitalized } from "../core/format.js";
import { runState } from "../core/state.js";
import { State } from "../protocol.js";

const CONNECTING = { tone: "info", text: "Connecting to the server …" };
const LOST = { tone: "bad", text: "Connection lost. Your run is safe; reconnecting …" };

export function mountStatus(root) {
  const words = root.querySelector("[data-part=words]");
  const spoken = root.querySelector("[data-part=spoken]");
  let heard = null;

  return {
    render(state) {
      const { tone, text } = currentStatus(state);
      setText(words, text);
      setAttribute(words, "data-tone", tone);
      setAttribute(words, "title", text);
      const moment = momentOf(state);
      // The slider of the replay line says itself which epoch is looked at.
      const isMoving = runState(state) === State.RUNNING || state.frame?.visit || state.retryIn;
      if (moment === heard && isMoving) return;
      heard = moment;
      setText(spoken, text);
    },
    destroy() {},
  };
}

function momentOf({ connection, refusal, reason, run, frame }) {
  return [connection, refusal?.message, reason?.title, run?.generation, frame?.state, Boolean(frame?.visit)].join();
}

/**
 * The connection's state where it is not well, else what the run says of itself. Why it is
 * not well, once that is found out, stands in the notice below.
 */
export function currentStatus({ connection, refusal, retryIn, reason, frame }) {
  if (connection !== "connected" && reason) return { tone: "bad", text: reason.title };
  if (connection !== "connected" && refusal) return refused(refusal, retryIn);
  if (connection === "lost") return LOST;
  if (connection === "connecting" || !frame) return CONNECTING;
  return frame.status;
}

/** "The playground is full right now. Trying again in 7 s" */
function refused({ message }, seconds) {
  const sentence = capitalized(message);
  const end = /[.!?]$/.test(sentence) ? "" : ".";
  const again = seconds ? `Trying again in ${seconds} s` : "Trying again …";
  return { tone: "bad", text: `${sentence}${end} ${again}` };
}
