/** Numbers that are held until the next step, the next walk, or another network. */
import { shownUpdate } from "../core/state.js";
import { State } from "../protocol.js";

export function createHold() {
  let isHeld = false;
  let seen = null;
  /** The update at which the training rests; null while it has not rested since the hold. */
  let rest = null;

  const isAnew = (frame) => seen && (frame.run !== seen.run || frame.generation !== seen.generation);
  const hasWalked = (frame) => seen && frame.walk.position !== seen.walk.position;

  return {
    isHeld: () => isHeld,
    toggle() {
      isHeld = !isHeld;
      rest = isHeld && seen && seen.state !== State.RUNNING ? shownUpdate(seen) : null;
    },
    release() {
      isHeld = false;
    },
    /** A pause alone is no step: where the training comes to rest the next one counts. */
    follow(frame) {
      const isResting = frame.state !== State.RUNNING;
      const hasStepped = isResting && rest !== null && shownUpdate(frame) !== rest;
      if (isAnew(frame) || hasWalked(frame) || hasStepped) isHeld = false;
      if (isResting) rest = shownUpdate(frame);
      seen = frame;
    },
  };
}
