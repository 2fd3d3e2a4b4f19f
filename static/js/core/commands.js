/**
 * What the page can ask of its run. Every command returns a promise of the server's
 * answer, `{ok: true, ...}` or `{ok: false, error}`; errors are also shown.
 */
import { ClientEvent, ErrorCode } from "../protocol.js";
import { createCoalescer } from "./coalesce.js";
import { settle } from "./errors.js";

/** Sliders send at most this often: well inside what the server lets through. */
const PAUSE_MS = 25;
/** What the page asks by itself makes the server begin a course anew: that can wait a little. */
const LOOK_MS = 200;

/**
 * @param {{request: (event: string, payload?: object) => Promise<object>,
 *   store: object, report: (error: object) => void}} parts
 */
export function createCommands({ request, store, report }) {
  /** `place`: what an error is said of instead of the setting that it names. */
  async function ask(event, payload = {}, place = undefined) {
    const answer = await request(event, payload);
    if (!answer.ok) report(place ? { ...answer.error, field: place } : answer.error);
    else if (place) settle(store, [place]);
    return answer;
  }

  /**
   * What moves the run. Too late for it (it has just stopped by itself, say) is no error
   * of the person's: the next frame shows where the run is.
   */
  async function move(event, payload = {}) {
    const answer = await request(event, payload);
    if (!answer.ok && answer.error.code !== ErrorCode.STATE) report(answer.error);
    return answer;
  }

  async function sendSettings(settings) {
    const answer = await ask(ClientEvent.SET, { settings });
    take(store, settings, answer);
    return answer;
  }

  const paced = (send) => createCoalescer(send, { pause: PAUSE_MS });
  const pushSettings = paced(sendSettings);
  let latestSet = Promise.resolve();
  const pushSpeed = paced((speed) => ask(ClientEvent.SPEED, speed));
  const pushNudge = paced((nudge) => ask(ClientEvent.NUDGE, nudge));
  const pushVisit = paced((visit) => move(ClientEvent.VISIT, visit));
  const pushView = paced((view) => ask(ClientEvent.VIEW, view));

  const pushLook = createCoalescer((look) => request(ClientEvent.GHOST, look), { pause: LOOK_MS });

  return {
    play: () => move(ClientEvent.PLAY),
    pause: () => move(ClientEvent.PAUSE),
    step: (unit) => move(ClientEvent.STEP, { unit }),
    ghost: (horizon) => ask(ClientEvent.GHOST, { horizon }),
    /** The same on the page's own account: only the newest counts, and a refusal is not told. */
    lookOn: (horizon) => pushLook({ horizon }),
    /** A second run with another value of one setting; without a name: no more. */
    twin: (name, value) => ask(ClientEvent.TWIN, name === null ? { name } : { name, value }, "twin"),
    /** Computes a run of old anew from its recipe; undo brings the present one back. */
    open: (recipe) => ask(ClientEvent.OPEN, recipe),
    /** Looks at the end of an epoch; null: at the present. */
    visit: (epoch) => pushVisit({ epoch }),
    /** The exact errors of an epoch; a refusal is for the asker to tell. */
    errors: (epoch) => request(ClientEvent.ERRORS, { epoch }),
    resume: (epoch) => ask(ClientEvent.RESUME, { epoch }),
    branch: (epoch) => ask(ClientEvent.BRANCH, { epoch }),
    openTest: () => ask(ClientEvent.OPEN_TEST),
    reset: () => ask(ClientEvent.RESET),
    undo: () => ask(ClientEvent.UNDO),
    /**
     * Changes settings; what was typed goes as text. `ahead` shows the values at once, and the old ones again where
     * the server refuses them; what a person typed is shown once it is accepted.
     */
    set(settings, { ahead = true } = {}) {
      if (ahead) store.set({ pending: { ...store.get().pending, ...settings } });
      latestSet = pushSettings(settings);
      return latestSet;
    },
    /** Resolves once the settings that were set last are in force, or refused. */
    settled: () => latestSet,
    /** Sets one weight or bias; the answer tells the value before. */
    async assign(focus, value) {
      const answer = await ask(ClientEvent.ASSIGN, { focus, value });
      if (answer.ok) settle(store, ["value"]);
      return answer;
    },
    nudge: (focus, by) => pushNudge({ focus, by }),
    check: () => ask(ClientEvent.CHECK),
    back: (unit) => move(ClientEvent.BACK, { unit }),
    pick: (point) => ask(ClientEvent.PICK, { point }),
    /** What is done to points: see `core/editing.js`; null: back to the original ones. */
    edit: (edit) => ask(ClientEvent.EDIT, { edit }, "points"),
    /** What the network makes of one point; a refusal is for the asker to tell. */
    examine: (point, units = false) => request(ClientEvent.EXAMINE, { point, units }),
    walk: (by) => move(ClientEvent.WALK, { by }),
    speed(updatesPerSecond) {
      store.set({ speed: updatesPerSecond });
      return pushSpeed({ updates_per_second: updatesPerSecond });
    },
    view: (patch) => pushView(patch),
    probe: (x) => request(ClientEvent.PROBE, { x }),
    /** The value that a typed text stands for: of a setting, or the ghost's `horizon`. */
    read: (name, text, place = name) => ask(ClientEvent.READ, { name, text }, place),
    export: (twin = false) => ask(ClientEvent.EXPORT, { twin }),
  };
}

/** The answer to a change is there: it is no longer pending, and in force if accepted. */
function take(store, sent, { ok, settings: taken }) {
  const { pending, settings } = store.get();
  const rest = Object.entries(pending).filter(([name, value]) => sent[name] !== value);
  store.set({ pending: Object.fromEntries(rest), settings: ok ? { ...settings, ...taken } : settings });
  // What was refused before may be in order beside what is accepted now.
  if (ok) settle(store, [...Object.keys(sent), ...Object.keys(settings)]);
}
