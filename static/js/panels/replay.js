/**
 * The line of the whole training: any epoch can be looked at, and gone on from. While the
 * training runs its thumb is at the end.
 */
import { calmly } from "../core/calm.js";
import { setAttribute, setText, setUsable, whenUsable } from "../core/dom.js";
import { createTraveler } from "../core/traveler.js";
import { runState } from "../core/state.js";
import { State } from "../protocol.js";
import { stopOf } from "../pictures/stops.js";
import { createTicks } from "./replay_ticks.js";

/** "epoch 12 of 36", and what is remarkable there. */
export function replayWords(epoch, last, { best = null, stop = null } = {}) {
  const notes = [epoch === best ? ", the best epoch" : "", epoch === stop ? ", where training stopped" : ""];
  return `epoch ${epoch} of ${last}${notes.join("")}`;
}

export function mountReplay(root, ctx) {
  const find = (name) => root.querySelector(`[data-part=${name}]`);
  const line = find("line");
  const words = find("words");
  const buttons = { resume: find("resume"), branch: find("branch"), present: find("present") };
  const ticks = createTicks(find("ticks"));
  const traveler = createTraveler({ ...ctx, changed: () => ctx.schedule.invalidate() });
  const isRunning = (state) => runState(state) === State.RUNNING;

  const onInput = () => traveler.to(line.valueAsNumber);
  const onGrab = () => isRunning(ctx.store.get()) && traveler.holdStill();
  line.addEventListener("input", onInput);
  line.addEventListener("pointerdown", onGrab);
  for (const [name, button] of Object.entries(buttons)) {
    button.addEventListener("click", whenUsable(() => traveler[name]()));
  }

  const write = calmly((state) => {
    const last = state.frame.last_epoch;
    const epoch = Math.min(traveler.epoch() ?? last, last);
    const marks = { best: state.frame.stopping.best_epoch, stop: stopOf(state) };
    setAttribute(line, "max", String(last));
    line.value = String(epoch);
    line.style.setProperty("--part", String(last ? epoch / last : 0));
    setText(words, replayWords(epoch, last));
    setAttribute(line, "aria-valuetext", replayWords(epoch, last, marks));
    ticks.render(last, marks, state.changes);
  });

  return {
    render(state) {
      line.disabled = state.connection !== "connected";
      const isPast = state.connection === "connected" && Boolean(state.frame?.visit);
      for (const button of Object.values(buttons)) setUsable(button, isPast);
      if (state.frame) write(isRunning(state), state);
    },
    destroy() {
      line.removeEventListener("input", onInput);
      line.removeEventListener("pointerdown", onGrab);
    },
  };
}
