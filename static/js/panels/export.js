/** Pictures and the run as files. */
import { download, h } from "../core/dom.js";
import { attachMenu } from "../core/menu.js";

const FORMATS = ["png", "svg"];

/**
 * @typedef {{name: string, label: string,
 *   image: (format: "png"|"svg") => Promise<Blob|string>}} Picture
 * @param {HTMLElement} root
 * @param {object} ctx
 * @param {Picture[]} pictures
 */
export function mountExport(root, ctx, pictures) {
  const button = root.querySelector("button");
  const menu = root.querySelector("[role=menu]");
  for (const picture of pictures) {
    for (const format of FORMATS) menu.append(pictureItem(picture, format, ctx));
  }
  menu.append(runItem(ctx));
  attachMenu(button, menu);

  return {
    render: ({ connection }) => {
      button.disabled = connection !== "connected";
    },
    destroy: () => menu.replaceChildren(),
  };
}

function pictureItem(picture, format, ctx) {
  const label = `${picture.label} as ${format.toUpperCase()}`;
  const save = () => savePicture(picture, format);
  return item(label, `${picture.name}.${format}`, save, ctx);
}

function runItem(ctx) {
  const note = "settings.json: settings and changes as JSON, for the command line's train";
  return item("Run as JSON: settings and changes", note, () => saveRun(ctx.commands), ctx);
}

async function savePicture({ name, image }, format) {
  const content = await image(format);
  const blob = content instanceof Blob ? content : await (await fetch(content)).blob();
  download(`${name}.${format}`, blob);
}

async function saveRun(commands) {
  const answer = await commands.export();
  if (!answer.ok) return;
  const { settings, changes } = answer;
  const text = JSON.stringify({ settings, changes }, null, 2);
  download("settings.json", `${text}\n`, "application/json");
}

/** An item whose failure is told like every other error. */
function item(label, note, run, { report }) {
  const tell = ({ message }) =>
    report({ code: "export", field: null, message: `The file could not be made: ${message}` });
  const onclick = () => run().catch(tell);
  const attributes = { type: "button", role: "menuitem", tabindex: -1, onclick };
  return h("button", attributes, h("b", {}, label), h("small", {}, note));
}
