/**
 * The way the page looks outlives a reload, as the run does: it lies in the storage of
 * the tab. A link or a new visit begins with what the link tells.
 */
import { ofTab } from "../core/storage.js";
import { readView, writeView } from "./view_link.js";

const VIEW = "view";

/**
 * @param {{get: () => object}} store
 * @returns {{view: object, later: object} | null} how the page looked before this reload;
 *   null on any other way to come here
 */
export function keepView(store, { page = window, storage = ofTab } = {}) {
  page.addEventListener("pagehide", () => storage.setItem(VIEW, JSON.stringify(writeView(store.get()))));
  const kept = storage.getItem(VIEW);
  storage.removeItem(VIEW);
  const [visit] = page.performance.getEntriesByType("navigation");
  return visit?.type === "reload" ? read(kept) : null;
}

function read(kept) {
  try {
    const { view, later } = readView(JSON.parse(kept) ?? {});
    return { view, later };
  } catch {
    return null; // Nonsense in the storage is no view.
  }
}
