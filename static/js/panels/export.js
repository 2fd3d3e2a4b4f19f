/** Pictures and the run as files. */
import { below } from "../core/base_path.js";
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
  menu.append(...fileItems(ctx));
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

/** The run in numbers. */
function fileItems(ctx) {
  const curves = "curves.csv: every epoch's errors and accuracies, for a spreadsheet";
  const run = "settings.json: settings and changes, to open here again or for the command line's train";
  const record = "RUN.json: data, weights and every epoch's errors, as the command line writes it";
  return [
    item("Curves as a table (CSV)", curves, () => saveFile("curves.csv", ctx), ctx),
    item("Run as JSON: settings and changes", run, () => saveRun(ctx.commands), ctx),
    item("Complete record (JSON)", record, () => saveFile("record.json", ctx, "RUN.json"), ctx),
  ];
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

/** What the server makes of its own full history. */
async function saveFile(route, { store, report, boot }, name = route) {
  const address = below(boot.server?.base_path, `${route}?run=${encodeURIComponent(store.get().run.id)}`);
  const response = await fetch(address);
  if (response.ok) download(name, await response.blob());
  else report((await response.json()).error);
}

/** An item whose failure is told like every other error. */
function item(label, note, run, { report }) {
  const tell = ({ message }) =>
    report({ code: "export", field: null, message: `The file could not be made: ${message}` });
  const onclick = () => run().catch(tell);
  const attributes = { type: "button", role: "menuitem", tabindex: -1, onclick };
  return h("button", attributes, h("b", {}, label), h("small", {}, note));
}
