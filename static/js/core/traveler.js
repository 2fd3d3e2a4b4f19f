/**
 * Travels in time: looks at the end of any epoch, and goes on or branches from there. What
 * is asked for last counts; what trains is held still first.
 */
import { State } from "../protocol.js";
import { runState } from "./state.js";
import { until } from "./wait.js";

/**
 * @param {{store: object, commands: object, changed?: () => void}} parts `changed` is
 *   called when another epoch is asked for, or has been seen
 */
export function createTraveler({ store, commands, changed = () => {} }) {
  /** The epoch that was asked for and is not on the screen yet; else null. */
  let wanted = null;
  /** Grows with what is asked for: answers to anything earlier no longer matter. */
  let turn = 0;
  let isLeaving = false;

  function want(epoch) {
    wanted = epoch;
    turn += 1;
    changed();
    return turn;
  }

  async function holdStill() {
    if (runState(store.get()) === State.RUNNING) await commands.pause();
  }

  /** Something that begins at the epoch looked at; the run then moves by itself. */
  async function from(act) {
    const epoch = traveler.epoch();
    if (epoch === null || isLeaving) return;
    isLeaving = true;
    await act(epoch);
    isLeaving = false;
    want(null);
  }

  const traveler = {
    holdStill,
    /** The epoch looked at, or about to be; null where it is the present. */
    epoch: () => wanted ?? store.get().frame?.visit?.epoch ?? null,
    /** To the end of an epoch. */
    async to(epoch) {
      const mine = want(epoch);
      await holdStill();
      if (turn !== mine) return;
      const answer = await commands.visit(epoch);
      const isThere = ({ frame }) => turn !== mine || frame?.visit?.epoch === epoch;
      if (answer.ok && !answer.given_up) await until(store, isThere);
      if (turn === mine) want(null);
    },
    /** Back to the present. */
    present() {
      want(null);
      return commands.visit(null);
    },
    resume: () => from(commands.resume),
    branch: () => from(commands.branch),
  };
  return traveler;
}
