/**
 * What would have been after an early stop: asked for once the training has stopped, and
 * told under the curves, where it is drawn faint.
 */
import { h, setText } from "../core/dom.js";
import { EARLY_REASONS, State } from "../protocol.js";
import { createAsking } from "./ghost_asking.js";

const HINT = "After an early stop this is computed quietly and drawn faint, to show what stopping saved or cost.";

/** The ghost that belongs to what is shown, or null. */
export function ghostOf({ frame, view }) {
  const ghost = frame?.ghost;
  const isShown = view.ghost && frame?.state === State.STOPPED && ghost?.start === frame.update && ghost.edits === frame.edits;
  return isShown ? ghost : null;
}

/** Whether the run has stopped early, so that one can ask what would have been. */
export function hasStoppedEarly({ frame }) {
  return frame?.state === State.STOPPED && EARLY_REASONS.includes(frame.stopping.reason);
}

/** Until which epoch to look: where the person says, else where the training would end. */
export function horizonOf({ view, settings, frame }) {
  const wanted = view.horizon ?? settings.max_epochs;
  return wanted > (frame?.epoch ?? 0) ? wanted : null;
}

/** @param {{store: object, commands: object}} ctx */
export function createGhost({ store, commands }) {
  const text = h("p", { role: "status" });
  const box = h("input", { type: "checkbox", id: "ghost-on", onchange: () => change({ ghost: box.checked }) });
  const until = h("input", { type: "text", inputmode: "numeric", class: "number", "aria-label": "Horizon: the epoch to look at", onchange: setHorizon });
  const row = h("div", { class: "ghost-row" }, h("label", { for: "ghost-on", class: "ghost-label" }, box, "Show what would have happened up to epoch"), until);
  const element = h("div", { class: "ghost" }, row, text);
  const asking = createAsking((horizon) => commands.lookOn(horizon), {
    again: () => hasStoppedEarly(store.get()) && ask(store.get()),
  });

  function change(patch) {
    store.set({ view: { ...store.get().view, ...patch } });
  }

  /** Read by the server, and judged where there is something to look at; else by the next stop. */
  async function setHorizon() {
    const state = store.get();
    const read = await commands.read("horizon", until.value);
    const horizon = read.value;
    const answer = read.ok && hasStoppedEarly(state) ? await commands.ghost(horizon) : read;
    if (answer.ok) {
      asking.take(state, horizon);
      change({ horizon, ghost: true });
    } else {
      until.value = String(state.view.horizon ?? state.settings.max_epochs);
    }
  }

  function ask(state) {
    if (state.connection !== "connected") asking.forget(); // the server gives up what nobody waits for
    else asking.ask(state, state.view.ghost ? horizonOf(state) : null);
  }

  return {
    element,
    render(state) {
      const isStopped = hasStoppedEarly(state);
      const isWatched = state.settings.early_stopping && !state.frame.stopping.rests;
      element.hidden = !isWatched && !isStopped;
      box.checked = state.view.ghost;
      if (until !== document.activeElement) until.value = String(state.view.horizon ?? state.settings.max_epochs);
      if (isStopped) ask(state);
      else asking.forget();
      setText(text, isStopped ? (ghostOf(state)?.text ?? "") : HINT);
    },
  };
}
