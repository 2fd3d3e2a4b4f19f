/** Every panel of the page, mounted in its place. */
import { mountConnection } from "./connection.js";
import { mountCurves } from "./curves.js";
import { mountErrors } from "./errors.js";
import { mountExport } from "./export.js";
import { mountHeader } from "./header.js";
import { mountLearned } from "./learned.js";
import { mountNetwork } from "./network.js";
import { mountOpening } from "./opening.js";
import { mountNotice } from "./notice.js";
import { mountPresets } from "./presets.js";
import { mountRail } from "./rail.js";
import { mountReadouts } from "./readouts.js";
import { mountReplay } from "./replay.js";
import { mountShare } from "./share.js";
import { mountSheet } from "./sheet.js";
import { mountSpeed } from "./speed.js";
import { mountStatus } from "./status.js";
import { mountTransport } from "./transport.js";

/**
 * @param {(id: string) => HTMLElement} find
 * @param {object} ctx
 * @returns {Record<string, {render: (state: object) => void, destroy: () => void}>}
 */
export function mountPanels(find, ctx) {
  const sheet = {
    dialog: find("sheet"),
    rail: find("rail"),
    place: find("rail-place"),
    opener: find("open-sheet"),
    errors: find("errors"),
  };
  const network = mountNetwork(find("network"), ctx);
  const curves = mountCurves(find("curves"), ctx);
  const learned = mountLearned(find("learned"), ctx);
  const pictures = [
    { name: "network", label: "Network", image: network.image },
    { name: "error-curves", label: "Error curves", image: curves.image },
    { name: "learned", label: "What it has learned", image: learned.image },
  ].filter(({ image }) => image);

  return {
    connection: mountConnection(document.body, find("main")),
    header: mountHeader(find("header"), ctx),
    share: mountShare(find("share"), ctx),
    opening: mountOpening(find("header"), ctx),
    presets: mountPresets(find("presets-menu"), ctx),
    export: mountExport(find("export-menu"), ctx, pictures),
    transport: mountTransport(find("transport"), ctx),
    speed: mountSpeed(find("speed"), ctx),
    readouts: mountReadouts(find("readouts"), ctx),
    status: mountStatus(find("status")),
    notice: mountNotice(find("notice"), ctx),
    replay: mountReplay(find("replay"), ctx),
    rail: mountRail(find("rail"), ctx),
    sheet: mountSheet(sheet),
    errors: mountErrors(find("errors"), ctx),
    network,
    curves,
    learned,
  };
}
