/** What Share gives away: a link, a file, and what they hold. */
import { shareBase } from "../core/share_base.js";
import { toQuery } from "../core/url.js";
import { DEFAULTS_VERSION, LONGEST_LINK } from "../protocol.js";
import { holdsWords, lacksWords } from "./share_words.js";
import { writeView } from "./view_link.js";

/**
 * @typedef {{link: string, isTooLong: boolean, holds: string, lacks: string,
 *   changes: number, file: object | null}} Parcel `link`: where it is too long, one to the
 *   settings alone; `file`: null where the server could not be asked
 * @param {object} state the page's
 * @param {object | null} run the answer to `export`; null where there is no connection
 * @param {{boot: object, location: Location}} page
 * @returns {Parcel}
 */
export function parcelOf(state, run, { boot, location }) {
  const base = shareBase(boot, location);
  const view = writeView(state);
  const settings = linkOf(base, settingsQuery(state, boot), looksOf(view));
  if (!run) return { link: settings, isTooLong: false, holds: "", lacks: "", changes: 0, file: null };
  const link = linkOf(base, run.link, view);
  const isTooLong = link.length > LONGEST_LINK;
  return {
    link: isTooLong ? settings : link,
    isTooLong,
    holds: holdsWords({ ...run, view }),
    lacks: lacksWords(state),
    changes: run.changes.length,
    file: { settings: run.settings, changes: run.changes, update: run.update, view },
  };
}

/** What of the view makes sense without the run's own past and points. */
function looksOf({ epoch, example, point, ...looks }) {
  return looks;
}

function linkOf(base, query, view) {
  const looks = new URLSearchParams(view).toString();
  return `${base}?${[query, looks].filter(Boolean).join("&")}`;
}

/** The settings as they are now, and the version of the defaults. */
function settingsQuery({ settings, defaults }, { catalogue }) {
  const named = defaults ? toQuery(catalogue, settings, defaults).slice(1) : "";
  const parts = named.split("&").filter((part) => part && !part.startsWith("defaults="));
  return [...parts, `defaults=${DEFAULTS_VERSION}`].join("&");
}
