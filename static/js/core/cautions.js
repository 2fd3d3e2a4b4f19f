/** What the server says of settings as they are: a sentence each, by the setting's name. */

/**
 * While another value is on its way, what was said of the old one may be wrong: nothing is.
 *
 * @param {{frame: object | null, pending: object}} state
 * @returns {Map<string, string>}
 */
export function cautionsOf({ frame, pending }) {
  if (Object.keys(pending).length > 0) return new Map();
  return new Map((frame?.stopping.cautions ?? []).map(({ field, text }) => [field, text]));
}
