/**
 * Where the server is: below the path that it wrote into the page, "" or such as
 * "/playground". The page's own address does not tell: it may lack the last slash.
 */

/** The address of what the server has under `path`. @param {string | undefined} base */
export const below = (base, path) => `${base ?? ""}/${path}`;
