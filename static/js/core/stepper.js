/**
 * Steps through the training: as many as were pressed, the next one once the one before
 * has been seen.
 */
import { State, Unit } from "../protocol.js";
import { createQueue } from "./queue.js";
import { runState } from "./state.js";
import { until } from "./wait.js";

/** What has stopped goes on only by the primary action. */
const POSSIBLE = [State.READY, State.RUNNING, State.PAUSED];

/** Going back is possible out of a stop, too. */
const BACK = [...POSSIBLE, State.STOPPED];

export function createStepper({ store, commands }) {
  const ask = createQueue();

  /** Held still first, where it is running. */
  async function go(unit) {
    if (runState(store.get()) === State.RUNNING) await commands.pause();
    const before = store.get().frame?.update ?? 0;
    const answer = await commands.step(unit);
    if (answer.ok) await until(store, (state) => hasStepped(state, before));
  }

  /** Back by the unit; an example is an update with batch size 1. */
  async function goBack(unit) {
    if (runState(store.get()) === State.RUNNING) await commands.pause();
    const before = store.get().frame?.update ?? 0;
    if (before === 0) return;
    const answer = await commands.back(unit);
    if (answer.ok) await until(store, (state) => state.frame?.update < before);
  }

  const stepper = {
    /** Forgets the steps that wait: something else was pressed. */
    drop: ask.drop,
    unit: Unit.UPDATE,
    isPossible: (state) => POSSIBLE.includes(runState(state)),
    /** @param {{repeat?: boolean}} [press] `repeat`: the key is held */
    step(press) {
      const { unit } = stepper;
      return ask(() => stepper.isPossible(store.get()) && go(unit), press);
    },
    isBackPossible: (state) => BACK.includes(runState(state)) && state.frame?.update > 0,
    back(press) {
      const { unit } = stepper;
      return ask(() => stepper.isBackPossible(store.get()) && goBack(unit), press);
    },
  };
  return stepper;
}

function hasStepped(state, before) {
  return state.frame?.update > before && runState(state) !== State.RUNNING;
}
