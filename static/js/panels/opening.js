/** Opens a run from a file: picked with the button, or dropped anywhere on the page. */
import { setAttribute, setText } from "../core/dom.js";
import { createOpening } from "../share/open_file.js";

export function mountOpening(root, ctx, page = document) {
  const button = root.querySelector("[data-part=open]");
  const input = root.querySelector("[data-part=file]");
  const said = root.querySelector("[data-part=said]");
  const opening = createOpening(ctx, (name) => setText(said, `${name} was opened`));
  const isUsable = () => ctx.store.get().connection === "connected";
  const holdsFiles = ({ dataTransfer }) => [...(dataTransfer?.types ?? [])].includes("Files");
  const show = (isOver) => setAttribute(page.body, "data-dropping", isOver && isUsable() ? "" : null);

  function pick() {
    input.value = ""; // the same file again is a change, too
    input.click();
  }

  function onPicked() {
    if (input.files.length) opening.take({ files: input.files });
  }

  /** Without this a browser would leave the page for the file. */
  function onOver(event) {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = isUsable() ? "copy" : "none";
    show(true);
  }

  function onLeave({ relatedTarget }) {
    if (!relatedTarget) show(false);
  }

  function onDrop(event) {
    show(false);
    if (!holdsFiles(event)) return;
    event.preventDefault();
    if (isUsable()) opening.take(event.dataTransfer);
  }

  const heard = [
    [button, "click", pick],
    [input, "change", onPicked],
    [page, "dragover", onOver],
    [page, "dragleave", onLeave],
    [page, "drop", onDrop],
  ];
  heard.forEach(([target, event, run]) => target.addEventListener(event, run));

  return {
    render: ({ connection }) => {
      button.disabled = connection !== "connected";
    },
    destroy: () => heard.forEach(([target, event, run]) => target.removeEventListener(event, run)),
  };
}
