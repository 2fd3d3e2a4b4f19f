/**
 * The address that a shared link begins with, without its query. Where this page was
 * opened under an address that only this machine knows (localhost), the server names one
 * that others can open; any other address worked here, and so it works for others.
 *
 * @param {{server?: {share?: string|null}}} boot what the server wrote into the page
 * @param {{hostname: string, origin: string, pathname: string}} location
 */
export function shareBase(boot, location) {
  const own = location.origin + location.pathname;
  return (isThisMachine(location.hostname) && boot.server?.share) || own;
}

/** Whether a host name is that of this very machine, for whoever uses it. */
export function isThisMachine(hostname) {
  const name = hostname.replace(/^\[|\]$/g, "").toLowerCase();
  return name === "localhost" || name.endsWith(".localhost") || name === "::1" || /^127(\.\d+){3}$/.test(name);
}
