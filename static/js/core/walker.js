/**
 * Walks through the phases of an update, on and back, by hand or in slow motion: the
 * next phase begins when the one before has been seen.
 */
import { State } from "../protocol.js";
import { runState } from "./state.js";
import { until } from "./wait.js";

export const PACES_MS = { least: 300, usual: 1500, most: 4000 };
const ON = [State.READY, State.RUNNING, State.PAUSED];
const BACK = [State.READY, State.RUNNING, State.PAUSED, State.STOPPED];

const placeOf = ({ frame }) => `${frame?.update}:${frame?.walk.position}`;

/**
 * @param {{store: object, commands: object, changed?: () => void,
 *   later?: (run: () => void, pause: number) => unknown}} parts `changed` is called when
 *   slow motion begins or ends
 */
export function createWalker({ store, commands, changed = () => {}, later = setTimeout }) {
  let isBusy = false;
  let isPlaying = false;

  const position = () => store.get().frame?.walk.position ?? 0;
  const isPossible = (by) => {
    const state = store.get();
    if (state.connection !== "connected" || !state.frame) return false;
    if (by > 0) return ON.includes(runState(state));
    return BACK.includes(runState(state)) && (position() > 0 || state.frame.update > 0);
  };

  /** One phase; tells whether it was gone. */
  async function go(by) {
    if (isBusy || !isPossible(by)) return false;
    isBusy = true;
    try {
      if (runState(store.get()) === State.RUNNING) await commands.pause();
      const before = placeOf(store.get());
      const answer = await commands.walk(by);
      if (answer.ok) await until(store, (state) => placeOf(state) !== before);
      return answer.ok;
    } finally {
      isBusy = false;
    }
  }

  function stop() {
    if (!isPlaying) return;
    isPlaying = false;
    changed();
  }

  async function play() {
    if (!isPlaying) return;
    if (!(await go(1))) stop();
    if (isPlaying) later(play, walker.pace);
  }

  const walker = {
    /** Milliseconds that slow motion stays at one phase. */
    pace: PACES_MS.usual,
    isPlaying: () => isPlaying,
    isPossible,
    go(by) {
      stop();
      return go(by);
    },
    toggle() {
      if (isPlaying) {
        stop();
        return;
      }
      isPlaying = true;
      changed();
      play();
    },
    /** On to where the update is made. */
    async skip() {
      stop();
      while ((await go(1)) && position() !== 0);
    },
    /** Back to the first phase of the update that is shown. */
    async replay() {
      stop();
      while (position() !== 1 && (await go(-1)));
    },
  };
  return walker;
}
