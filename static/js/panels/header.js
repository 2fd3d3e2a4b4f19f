/** The header: share the settings as a link, and light or dark. */
import { h, setAttribute, setText } from "../core/dom.js";
import { shareBase } from "../core/share_base.js";

const THANKS_MS = 2000;
const SETTLE_MS = 1000;

export function mountHeader(root, ctx) {
  const share = root.querySelector("[data-part=share]");
  const said = root.querySelector("[data-part=said]");
  const theme = root.querySelector("[data-part=theme]");
  let timer = null;

  async function copyLink() {
    // What was just set belongs to the link, too; a server that does not answer is not waited for.
    await Promise.race([ctx.commands.settled(), new Promise((resolve) => setTimeout(resolve, SETTLE_MS))]);
    ctx.address.write();
    const copied = await copyText(shareBase(ctx.boot, location) + location.search);
    say(copied ? "Copied" : "Copy the address", "check");
    setText(said, copied ? "The link was copied" : "Copy the link from the address bar");
    clearTimeout(timer);
    timer = setTimeout(() => say("Share", "link"), THANKS_MS);
  }

  function say(words, icon) {
    setText(share.querySelector("[data-part=label]"), words);
    setAttribute(share.querySelector("use"), "href", `#icon-${icon}`);
  }

  share.addEventListener("click", copyLink);
  theme.addEventListener("click", ctx.theme.toggle);

  return {
    render() {
      const dark = ctx.theme.name() === "dark";
      setAttribute(theme, "aria-label", dark ? "Switch to light" : "Switch to dark");
      setAttribute(theme, "title", dark ? "Switch to light" : "Switch to dark");
    },
    destroy() {
      clearTimeout(timer);
      share.removeEventListener("click", copyLink);
      theme.removeEventListener("click", ctx.theme.toggle);
    },
  };
}

/** Over plain HTTP to another machine there is no clipboard interface. */
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = h("textarea", { class: "visually-hidden", readonly: true });
    field.value = text;
    document.body.append(field);
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    return copied;
  }
}
