/** What a click on a point of the map, or Enter, does; what came of it is told in words. */
import { isThere } from "../core/editing.js";

const ADDING = "To add a point, click the plane, or give its numbers: Point, under the network.";
const NONE = "Choose a point with the arrow keys first.";
const sentence = (words) => words && `${words}.`;

/**
 * @param {{store: object, editing: object, picking: object, examining: object,
 *   report: (error: object) => void}} ctx
 * @param {{tell: (words: string) => void, show: (asked: Promise<object> | void) => void}} parts
 *   `show`: what was asked for stands under the network
 */
export function createPointActs({ store, editing, picking, examining, report }, { tell, show }) {
  const data = () => store.get().run.data;

  /** Says why nothing is done, if there is something to say. */
  function refuse(words) {
    if (words) report({ code: "state", field: "points", message: words });
  }

  async function change(asked, words) {
    const answer = await asked;
    if (answer.ok) tell(words);
  }

  function flip(row) {
    if (!editing.canFlip(row)) return;
    const { target, classes } = data();
    const next = classes[(target[row] + 1) % classes.length];
    change(editing.flip(row), `Point ${row + 1}: its label is now ${next}.`);
  }

  function remove(row) {
    if (editing.canRestore(row)) change(editing.restore(row), `Point ${row + 1}: brought back.`);
    else if (editing.canRemove(row)) change(editing.remove(row), `Point ${row + 1}: removed.`);
    else if (!editing.isSealed(row)) refuse(sentence(editing.kept(row)));
  }

  function look(row) {
    const { below } = store.get().view;
    if (below === "phases" && picking.isPossible() && picking.isTraining(row)) show(picking.pick(row));
    else if (isThere(data(), row) && !editing.isSealed(row)) show(examining.choose(row));
  }

  const acts = { look, flip, remove, add: () => tell(ADDING) };
  return {
    /** At this point; none: by keyboard, before one was come to. */
    act(row) {
      const { click } = store.get().view;
      if (click !== "look" && editing.refusal()) refuse(sentence(editing.refusal()));
      else if (row === null && click !== "add") tell(NONE);
      else acts[click](row);
    },
    /** A new training point of a class or value at x. */
    add(x, target) {
      if (editing.refusal()) refuse(sentence(editing.refusal()));
      else if (editing.isPossible()) change(editing.add(x, target), "A training point was added.");
    },
  };
}
