/**
 * Where a link that is given to others begins: the page's own address, without its query.
 *
 * @param {object} _boot what the server wrote into the page
 * @param {Pick<Location, "origin"|"pathname">} location
 */
export function shareBase(_boot, { origin, pathname }) {
  return origin + pathname;
}
