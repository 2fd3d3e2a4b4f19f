/**
 * The exact errors of single epochs, of the run and those beside it. Curves are thinned on
 * their way to the page; where one lacks the epoch that is pointed at, the server is asked.
 */

const MOST_KNOWN = 200;
/** So long an answer stands for a test set that is being measured meanwhile. */
const PASSING_MS = 1000;

/**
 * @param {{store: object, commands: {errors: (epoch: number) => Promise<object>},
 *   changed: () => void, now?: () => number}} parts `changed`: called when an answer is there
 */
export function createEpochErrors({ store, commands, changed, now = () => performance.now() }) {
  const known = new Map();
  let scope = "";
  let isAsking = false;
  let wanted = null;

  async function ask(epoch) {
    const asked = scope;
    isAsking = true;
    const answer = await commands.errors(epoch);
    isAsking = false;
    if (answer.ok && asked === scopeOf(store.get())) remember(epoch, answer);
    if (wanted !== null && wanted !== epoch) ask(wanted);
    if (answer.ok) changed();
  }

  function remember(epoch, answer) {
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(epoch, { answer, at: now() });
  }

  return {
    /**
     * What is known of an epoch, `{run, ghost, twin}` with a row by column or null each;
     * null while it is being asked for.
     */
    at(epoch) {
      const state = store.get();
      if (scope !== scopeOf(state)) {
        scope = scopeOf(state);
        known.clear();
      }
      wanted = epoch;
      const found = known.get(epoch);
      const isPassing = found && state.frame.test_is_open && found.answer.run?.test == null;
      const isOld = !found || (isPassing && now() - found.at > PASSING_MS);
      if (isOld && !isAsking && state.connection === "connected") ask(epoch);
      return found?.answer ?? null;
    },
  };
}

/** What an answer depends on: another run, other points, another ghost or twin. */
function scopeOf({ run, frame }) {
  const { edits, test_is_open: isOpen, ghost, twin_id: twin } = frame;
  return [run.id, run.name, run.generation, edits, isOpen, ghost?.start, ghost?.edits, twin].join();
}
