/**
 * Walks through the phases of an update, on and back, by hand or in slow motion: the
 * next phase begins when the one before has been seen.
 */
import { State } from "../protocol.js";
import { createQueue } from "./queue.js";
import { runState } from "./state.js";
import { until } from "./wait.js";

export const PACES_MS = { least: 300, usual: 1500, most: 4000 };
/** The step size that the walker makes; all others are the server's `Unit`. */
export const PHASE = "phase";
const ON = [State.READY, State.RUNNING, State.PAUSED];
const BACK = [...ON, State.STOPPED];

/** Of an earlier epoch the update that came after it is walked through, and no other. */
const isOnPast = ({ position, positions }, by) => (by > 0 ? position < positions - 1 : position > 0);

const placeOf = ({ frame }) => `${frame?.update}:${frame?.walk.position}`;

/**
 * @param {{store: object, commands: object, changed?: () => void,
 *   later?: (run: () => void, pause: number) => unknown}} parts `changed` is called when
 *   slow motion begins or ends
 */
export function createWalker({ store, commands, changed = () => {}, later = setTimeout }) {
  /** The phase that is being gone; null between two. */
  let going = null;
  const ask = createQueue();
  /** The slow motion that is going on; a new one each time, so that old timers end. */
  let playing = null;

  const position = () => store.get().frame?.walk.position ?? 0;
  const isPossible = (by) => {
    const state = store.get();
    if (state.connection !== "connected" || !state.frame) return false;
    if (state.frame.visit) return isOnPast(state.frame.walk, by);
    if (by > 0) return ON.includes(runState(state));
    return BACK.includes(runState(state)) && (position() > 0 || state.frame.update > 0);
  };

  /** Steps and examples are for a run that holds still. */
  async function holdStill() {
    if (runState(store.get()) === State.RUNNING) await commands.pause();
  }

  /** One phase; tells whether it was gone. */
  async function go(by) {
    if (going || !isPossible(by)) return false;
    going = walk(by).finally(() => (going = null));
    return going;
  }

  async function walk(by) {
    await holdStill();
    const before = placeOf(store.get());
    const answer = await commands.walk(by);
    if (answer.ok) await until(store, (state) => placeOf(state) !== before);
    return answer.ok;
  }

  function stop() {
    if (!playing) return;
    playing = null;
    changed();
  }

  /** Where slow motion has left the run; null while it trains. */
  const whereNow = () => {
    const state = store.get();
    if (runState(state) === State.RUNNING) return null;
    return `${state.run?.id}:${state.run?.generation}:${placeOf(state)}`;
  };

  async function play(motion) {
    if (playing !== motion) return;
    const isGone = await go(1);
    if (playing !== motion) return;
    if (isGone) wait(motion);
    else stop();
  }

  /** Goes on after a while, unless somebody else has moved the run on by then. */
  function wait(motion) {
    const left = whereNow();
    later(() => {
      if (playing !== motion) return;
      if (left !== null && whereNow() === left) play(motion);
      else stop();
    }, walker.pace);
  }

  /** On or back to a position, as long as it goes. */
  async function reach(by, isThere) {
    while (!isThere() && (await go(by)));
    return isThere();
  }

  const walker = {
    /** Forgets the phases that wait: something else was pressed. */
    drop: ask.drop,
    /** Milliseconds that slow motion stays at one phase. */
    pace: PACES_MS.usual,
    isPlaying: () => playing !== null,
    isPossible,
    /** One phase for each press, and whether it was gone; `repeat`: the key is held. */
    async go(by, press) {
      stop();
      let isGone = false;
      await ask(async () => {
        await going;
        isGone = await go(by);
      }, press);
      return isGone;
    },
    toggle() {
      if (playing) {
        stop();
        return;
      }
      playing = {};
      changed();
      play(playing);
    },
    stop,
    /** On to where the update is made. */
    async skip() {
      stop();
      if (await go(1)) await reach(1, () => position() === 0);
    },
    /** Back to the first phase of the update that is shown, and through it in slow motion. */
    async replay() {
      stop();
      if (!(await reach(-1, () => position() === 1))) return;
      playing = {};
      changed();
      wait(playing);
    },
    /** To a position of the walk: on from between two updates, else on or back. */
    to(wanted) {
      stop();
      const by = position() > 0 && wanted > 0 && wanted < position() ? -1 : 1;
      return reach(by, () => position() === wanted);
    },
    /** Has the next update use this row of the data alone; null: its usual batch. */
    async pick(point) {
      stop();
      await going; // else its walk would go on with the example that is picked
      await holdStill();
      return commands.pick(point);
    },
  };
  return walker;
}
