/**
 * Marks the page while there is no connection: what is drawn stays, dimmed a little.
 * Before there is a run, nothing in its pictures can be used.
 */
import { setAttribute } from "../core/dom.js";

/**
 * @param {HTMLElement} root
 * @param {HTMLElement} pictures
 */
export function mountConnection(root, pictures) {
  return {
    render({ connection, run }) {
      setAttribute(root, "data-connection", connection);
      pictures.inert = !run;
    },
    destroy: () => root.removeAttribute("data-connection"),
  };
}
