/**
 * Opens a file that leads to a run: settings, a record, or what Share has saved. The
 * server reads it; what is no such file changes nothing.
 */
import { below } from "../core/base_path.js";
import { FILE_BYTES } from "../protocol.js";
import { arrive } from "./arrival.js";
import { firstView, readView } from "./view_link.js";

const TOO_LARGE = `This file is larger than ${FILE_BYTES / 1e6} MB: no run is.`;
const FOLDER = "This is a folder. Drop one file: a settings.json, a RUN.json, or a run that was saved with Share.";
const SEVERAL = "Open one file at a time.";
const NO_FILE = "This is no file. Drop a settings.json, a RUN.json, or a run that was saved with Share.";
const UNSENT = "The file could not be sent to the server; nothing was changed.";

/** @param {object} ctx @param {() => void} opened called once a file is being computed */
export function createOpening(ctx, opened = () => {}) {
  const { store, report, boot } = ctx;
  const refuse = (message) => report({ code: "file", field: "file", message });

  async function open(file) {
    if (file.size > FILE_BYTES) return refuse(TOO_LARGE);
    const before = store.get().run;
    if (!before) return refuse(UNSENT);
    const answer = await send(below(boot.server?.base_path, `open?run=${encodeURIComponent(before.id)}`), file);
    if (!answer.ok) return report(answer.error);
    opened(file.name);
    const { view, later, wrong } = readView(answer.view ?? {});
    if (wrong.length) refuse(`Left out of the file's view: ${wrong.join(", ")}.`);
    if (answer.view) store.set({ view: { ...store.get().view, ...firstView(), ...view } });
    const isNew = ({ name }) => name !== before.name;
    return arrive(ctx, { later, isNew, recorded: answer.recorded, update: answer.update });
  }

  return {
    open,
    /** What was dropped on the page, or picked. @param {{files: FileList, items?: DataTransferItemList}} given */
    async take({ files, items = [] }) {
      const isFolder = [...items].some((item) => item.webkitGetAsEntry?.()?.isDirectory);
      if (files.length > 1 || items.length > 1) return refuse(SEVERAL);
      if (isFolder) return refuse(FOLDER);
      return files.length ? open(files[0]) : refuse(NO_FILE);
    },
  };
}

async function send(address, file) {
  try {
    const headers = { "Content-Type": "application/octet-stream" };
    return await (await fetch(address, { method: "POST", body: file, headers })).json();
  } catch {
    return { ok: false, error: { code: "file", field: "file", message: UNSENT } };
  }
}
