/** The header: light or dark. */
import { setAttribute } from "../core/dom.js";

export function mountHeader(root, ctx) {
  const theme = root.querySelector("[data-part=theme]");
  theme.addEventListener("click", ctx.theme.toggle);

  return {
    render() {
      const dark = ctx.theme.name() === "dark";
      setAttribute(theme, "aria-label", dark ? "Switch to light" : "Switch to dark");
      setAttribute(theme, "title", dark ? "Switch to light" : "Switch to dark");
    },
    destroy: () => theme.removeEventListener("click", ctx.theme.toggle),
  };
}
