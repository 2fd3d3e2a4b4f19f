/** What a link to a run, or its file, holds and does not hold, in words. */

import { runKey } from "../core/state.js";

const plural = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;
const POINTS = ["labels", "removed", "restored", "added"];
const sizeOf = (part) => Object.keys(part ?? {}).length;

/** "2 settings changed on the way, 3 points changed, test set opened". @returns {string[]} */
export function changeWords(changes) {
  const count = (size) => changes.reduce((sum, change) => sum + size(change), 0);
  const settings = count(({ set }) => sizeOf(set));
  const points = count((change) => POINTS.reduce((sum, key) => sum + sizeOf(change[key]), 0));
  const weights = count(({ weights: typed }) => sizeOf(typed));
  const picked = count(({ example }) => Number(example != null));
  const passed = count(({ pass_stop: passes }) => Number(Boolean(passes)));
  return [
    settings ? `${plural(settings, "change")} of settings on the way` : null,
    points ? `${plural(points, "change")} of points` : null,
    weights ? plural(weights, "typed weight") : null,
    picked ? plural(picked, "picked example") : null,
    changes.some(({ open_test: opened }) => opened) ? "the opened test set" : null,
    passed ? (passed === 1 ? "the stop that was passed over" : `${passed} stops that were passed over`) : null,
  ].filter(Boolean);
}

/** "epoch 12", or where in an epoch. */
function momentWords({ epoch, update, within_epoch: isWithin }) {
  if (!update) return null;
  return isWithin ? `update ${update} in epoch ${epoch + 1}` : `epoch ${epoch}`;
}

/**
 * @param {{changes: object[], epoch: number, update: number, within_epoch: boolean, view: object}} shared
 * @returns {string} "your settings, 2 typed weights, epoch 12 and this view"
 */
export function holdsWords({ changes, view, ...moment }) {
  const visited = view.epoch === undefined ? null : `the look back at epoch ${view.epoch}`;
  const parts = ["your settings", ...changeWords(changes), momentWords(moment), visited, "this view"].filter(Boolean);
  return `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

/** What stands on the page beside the run, and cannot go along; "" where there is nothing. */
export function lacksWords({ kept, frame, run, zoomed }) {
  const shown = kept.filter(({ hidden }) => !hidden).length;
  const parts = [shown ? plural(shown, "kept run") : null, frame?.twin ? "the twin" : null].filter(Boolean);
  const beside = parts.length ? `${parts.join(" and ")} beside your run` : null;
  const zoom = zoomed && zoomed === runKey(run) ? "the zoom of the curves" : null;
  const lacking = [beside, zoom].filter(Boolean);
  return lacking.length ? `Not included: ${lacking.join(", and ")}.` : "";
}
