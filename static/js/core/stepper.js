/**
 * Steps through the training, one step at a time however fast the key repeats: the next
 * step begins when the one before has been seen.
 */
import { State, Unit } from "../protocol.js";
import { runState } from "./state.js";
import { until } from "./wait.js";

/** What has stopped goes on only by the primary action. */
const POSSIBLE = [State.READY, State.RUNNING, State.PAUSED];

/** Going back is possible out of a stop, too. */
const BACK = [...POSSIBLE, State.STOPPED];

export function createStepper({ store, commands }) {
  let isBusy = false;

  /** Held still first, where it is running. */
  async function go(unit) {
    if (runState(store.get()) === State.RUNNING) await commands.pause();
    const before = store.get().frame?.update ?? 0;
    const answer = await commands.step(unit);
    if (answer.ok) await until(store, (state) => hasStepped(state, before));
  }

  /** Back by the unit; an example is an update with batch size 1. */
  async function goBack() {
    if (runState(store.get()) === State.RUNNING) await commands.pause();
    const before = store.get().frame?.update ?? 0;
    if (before === 0) return;
    const answer = await commands.back(stepper.unit);
    if (answer.ok) await until(store, (state) => state.frame?.update < before);
  }

  const stepper = {
    unit: Unit.UPDATE,
    isPossible: (state) => POSSIBLE.includes(runState(state)),
    async step() {
      if (isBusy || !stepper.isPossible(store.get())) return;
      isBusy = true;
      await go(stepper.unit).finally(() => (isBusy = false));
    },
    isBackPossible: (state) => BACK.includes(runState(state)) && state.frame?.update > 0,
    async back() {
      if (isBusy || !stepper.isBackPossible(store.get())) return;
      isBusy = true;
      await goBack().finally(() => (isBusy = false));
    },
  };
  return stepper;
}

function hasStepped(state, before) {
  return state.frame?.update > before && runState(state) !== State.RUNNING;
}
