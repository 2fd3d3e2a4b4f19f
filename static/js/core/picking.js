/** Which training example the next update will use: the person's choice, or training's. */
import { State } from "../protocol.js";
import { runState } from "./state.js";

/** Where a picked example can still be the next one. */
const POSSIBLE = [State.READY, State.RUNNING, State.PAUSED];
const TRAIN = 0;

/** The rows of the data that the network learns from, in their order. */
export function trainingRows({ set }) {
  const rows = [];
  set.forEach((code, row) => code === TRAIN && rows.push(row));
  return rows;
}

/** The training row so many places after `row`, or before it; round at the ends. */
export function rowBeside(rows, row, by) {
  const at = rows.indexOf(row);
  if (at < 0) return rows.at(by > 0 ? 0 : -1);
  return rows[(at + by + rows.length) % rows.length];
}

/**
 * @param {{store: object, walker: {pick: (point: number | null) => Promise<object>},
 *   chance?: () => number}} parts
 */
export function createPicking({ store, walker, chance = Math.random }) {
  const rows = () => trainingRows(store.get().run.data);
  const shownRow = () => store.get().frame?.trace?.point ?? -1;

  return {
    isPossible: () => {
      const state = store.get();
      return state.connection === "connected" && !state.frame?.visit && POSSIBLE.includes(runState(state));
    },
    isTraining: (row) => store.get().run.data.set[row] === TRAIN,
    /** This row of the data, a training example. */
    pick: (row) => walker.pick(row),
    /** The training example after the one that is shown, or before it. */
    beside: (by) => walker.pick(rowBeside(rows(), shownRow(), by)),
    /** Chance picks what the learner looks at; the run remembers which example it was. */
    random() {
      const all = rows();
      return walker.pick(all[Math.floor(chance() * all.length)]);
    },
    /** Training takes its own next batch. */
    usual: () => walker.pick(null),
  };
}
