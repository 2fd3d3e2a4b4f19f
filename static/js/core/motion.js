/**
 * The time of one movement, from 0 to 1. It can be held in the middle; who asks for less
 * motion finds it at its end at once.
 */
const BROWSER = {
  now: () => performance.now(),
  isReduced: () => matchMedia("(prefers-reduced-motion: reduce)").matches,
};

/** @param {typeof BROWSER} [clock] */
export function createMotion(clock = BROWSER) {
  let begun = 0;
  let duration = 0;
  let held = null;

  const part = (at) => (duration > 0 ? Math.max(0, Math.min(1, (at - begun) / duration)) : 1);

  return {
    /** Begins anew, for so many milliseconds. */
    start(milliseconds) {
      begun = clock.now();
      duration = clock.isReduced() ? 0 : milliseconds;
      held = null;
    },
    /** Is at its end. */
    finish() {
      duration = 0;
      held = null;
    },
    /** Stands still, or goes on from where it stood. */
    hold(isHeld) {
      if (isHeld && held === null) held = clock.now();
      else if (!isHeld && held !== null) {
        begun += clock.now() - held;
        held = null;
      }
    },
    /** How far it has come. */
    part: () => part(held ?? clock.now()),
    /** Whether it will have come farther the next time it is asked. */
    isMoving: () => held === null && part(clock.now()) < 1,
  };
}
