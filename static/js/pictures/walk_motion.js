/** How far the signals of the phase on the screen have come. */
import { createMotion } from "../core/motion.js";

/** A phase's signals travel so long, or for this part of slow motion's time at a phase. */
const TRAVEL_MS = 800;
const SHARE = 0.5;

const placeOf = ({ update, walk: { position, positions } }) => update * positions + position;

/**
 * @param {{walker: object, redraw: () => void, motion?: object}} parts `redraw` asks for
 *   the next animation frame
 */
export function createWalkMotion({ walker, redraw, motion = createMotion() }) {
  let place = null;
  let isPlaying = false;

  /** Only on the way on signals travel; a step back shows at once what was there. */
  function arrive(frame) {
    const before = place;
    place = placeOf(frame);
    const isOn = before !== null && place === before + 1 && frame.walk.position > 0;
    if (isOn) motion.start(Math.min(TRAVEL_MS, walker.pace * SHARE));
    else motion.finish();
  }

  return {
    /** @param {object} frame @returns {number} from 0 to 1 */
    part(frame) {
      if (placeOf(frame) !== place) arrive(frame);
      // Slow motion that is paused stands still in the middle, too.
      if (isPlaying !== walker.isPlaying()) {
        isPlaying = !isPlaying;
        motion.hold(!isPlaying);
      }
      if (motion.isMoving()) redraw();
      return motion.part();
    },
  };
}
