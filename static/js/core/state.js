/** The shape of the page's state, and what can be read off it. */
import { emptySeries } from "./series.js";

/**
 * @typedef {object} State
 * @property {"connecting"|"connected"|"lost"} connection
 * @property {object|null} refusal the error with which the server turned the page down
 * @property {number|null} retryIn seconds until the page tries again
 * @property {{kind: string, title: string, text: string}|null} reason why there has been no
 *   connection for a while, once that is found out
 * @property {boolean} outdated whether the server was updated since this page was opened
 * @property {object|null} run the latest `run` message, decoded
 * @property {object|null} frame the latest frame of that run, decoded
 * @property {object} series the error curves, merged and bounded
 * @property {object} settings every setting as the server has it
 * @property {object} pending values on their way to the server: shown already
 * @property {object|null} defaults every setting's default under this data set
 * @property {Record<string, string>} notes by setting, what gave way to another, or rests
 * @property {object[]} changes what was changed while the run was training
 * @property {boolean} undo whether there is a step to undo
 * @property {number|null} speed updates a second, null for as fast as it can
 * @property {{id: number, code: string, field: string|null, message: string}[]} errors
 * @property {object[]} records runs made in this browser, the newest first
 * @property {object[]} kept those of them that were kept, in the order in which they were
 * @property {object|null} exam what each unit does at the point that is looked into
 * @property {string|null} zoomed the `runKey` of the run whose curves are seen in part
 * @property {object} view what the person chose to look at
 * @property {"light"|"dark"} theme
 */

/** @returns {State} */
export function initialState(boot, theme) {
  const settings = {};
  for (const { name, default: value } of boot.catalogue) settings[name] = value;
  return {
    connection: "connecting",
    refusal: null,
    retryIn: null,
    reason: null,
    outdated: false,
    run: null,
    frame: null,
    series: emptySeries(),
    settings,
    pending: {},
    defaults: null,
    notes: {},
    changes: [],
    undo: false,
    speed: null,
    errors: [],
    records: [],
    kept: [],
    exam: null,
    zoomed: null,
    view: {
      edges: "weight",
      part: "both",
      sets: { train: true, validation: true, test: false },
      test: true,
      log: false,
      focus: null,
      pinned: null,
      below: null,
      example: null,
      ghost: true,
      horizon: null,
      errors: false,
      click: "look",
      point: null,
    },
    theme,
  };
}

/** The settings as the page shows them: what was just chosen counts already. */
export function shownSettings(state) {
  return { ...state.settings, ...state.pending };
}

/** Whether the test set was opened: before, nothing is known of its error. */
export function isTestOpen(state) {
  return state.frame?.test_is_open ?? false;
}

/** The run's state: `ready` until a frame says otherwise. */
export function runState(state) {
  return state.frame?.state ?? "ready";
}

/** How many updates had led to what is shown: fewer for an earlier epoch, or restored weights. */
export function shownUpdate({ update, visit, stopping }) {
  return stopping?.shown_update ?? visit?.update ?? update;
}

/** What tells a run from every other, and from itself before a reset. */
export const runKey = ({ id, generation }) => [id, generation].join();

/** The settings the run began with: what was changed since, taken back. */
export function settingsAtStart(settings, changes) {
  const start = { ...settings };
  for (const { before } of [...changes].reverse()) Object.assign(start, before);
  return start;
}
