/**
 * Share: a link to the run as it is on the screen, or its file. Without changes one press
 * copies the link; else it is said first what the link holds, and what it does not.
 */
import { copyText } from "../core/clipboard.js";
import { download, h, setAttribute, setHidden, setText } from "../core/dom.js";
import { parcelOf } from "../share/parcel.js";

const THANKS_MS = 2000;
const SETTLE_MS = 1000;
const FILE = "shared-run.json";
const TOO_LONG = "The list of changes is too long for a link: save the run as a file and give that away. Open, or a drop on the page, brings it back.";
const ALONE = "There is no connection to the server: the link holds your settings alone.";

export function mountShare(root, ctx) {
  const share = root.querySelector("[data-part=share]");
  const panel = root.querySelector("[data-part=panel]");
  const said = root.querySelector("[data-part=said]");
  const words = h("p", {});
  const lacks = h("p", { class: "quiet" });
  const copy = h("button", { type: "button", class: "primary", onclick: () => copyLink().then(close) }, "Copy link");
  const save = h("button", { type: "button", onclick: saveFile }, "Save file");
  let parcel = null;
  let timer = null;
  panel.append(words, lacks, h("div", { class: "share-buttons" }, copy, save));
  panel.hidden = true;

  async function press() {
    if (!panel.hidden) return close();
    parcel = await pack();
    const isPlain = !parcel.isTooLong && !parcel.changes && !parcel.lacks && parcel.file;
    if (isPlain) return copyLink();
    return open();
  }

  async function pack() {
    // What was just set belongs to the link, too; a server that does not answer is not waited for.
    await Promise.race([ctx.commands.settled(), new Promise((resolve) => setTimeout(resolve, SETTLE_MS))]);
    ctx.address.write();
    const isConnected = ctx.store.get().connection === "connected";
    const run = isConnected ? await ctx.commands.export() : { ok: false };
    return parcelOf(ctx.store.get(), run.ok ? run : null, { boot: ctx.boot, location });
  }

  function open() {
    const { isTooLong, file, holds } = parcel;
    setText(words, !file ? ALONE : isTooLong ? TOO_LONG : `The link holds ${holds}.`);
    setText(lacks, parcel.lacks);
    setText(copy, isTooLong ? "Copy link to the settings alone" : "Copy link");
    copy.classList.toggle("primary", !isTooLong);
    save.classList.toggle("primary", isTooLong);
    save.hidden = !file;
    panel.hidden = false;
    setAttribute(share, "aria-expanded", "true");
    document.addEventListener("pointerdown", onElsewhere, true);
    (isTooLong ? save : copy).focus();
  }

  function close() {
    setHidden(panel, true, share);
    if (panel.contains(document.activeElement) || document.activeElement === document.body) share.focus();
    setAttribute(share, "aria-expanded", "false");
    document.removeEventListener("pointerdown", onElsewhere, true);
  }

  function onElsewhere({ target }) {
    if (!root.contains(target)) close();
  }

  function onKey({ key }) {
    if (key === "Escape" && !panel.hidden) close();
  }

  async function copyLink() {
    const copied = await copyText(parcel.link);
    if (!copied) return showLink();
    say("Copied", "check");
    setText(said, "The link was copied");
  }

  /** Where the clipboard is closed to us the link is there to be copied by hand. */
  function showLink() {
    open();
    const field = h("input", { type: "text", readonly: true, class: "share-link", "aria-label": "The link, to copy by hand" });
    field.value = parcel.link;
    words.replaceChildren("Copy this link by hand:", field);
    field.focus();
    field.select();
    setText(said, "Copy the link by hand");
  }

  function saveFile() {
    download(FILE, `${JSON.stringify(parcel.file, null, 1)}\n`, "application/json");
    close();
    say("Saved", "check");
    setText(said, `${FILE} was saved`);
  }

  function say(text, icon) {
    setText(share.querySelector("[data-part=label]"), text);
    setAttribute(share.querySelector("use"), "href", `#icon-${icon}`);
    clearTimeout(timer);
    if (text !== "Share") timer = setTimeout(() => say("Share", "link"), THANKS_MS);
  }

  share.addEventListener("click", press);
  root.addEventListener("keydown", onKey);

  return {
    render() {},
    destroy() {
      clearTimeout(timer);
      close();
      share.removeEventListener("click", press);
      root.removeEventListener("keydown", onKey);
      panel.replaceChildren();
    },
  };
}
