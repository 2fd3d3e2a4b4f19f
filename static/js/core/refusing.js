/** Why points cannot be changed just now, in words; empty where they can. */
import { SETS } from "../protocol.js";

const [TRAIN, VALIDATION] = ["train", "validation"].map((name) => SETS.indexOf(name));

/** While an earlier epoch is looked at, nothing of it is changed. */
export function visitWords({ frame }) {
  const epoch = frame?.visit?.epoch;
  return epoch == null ? "" : `Looking at epoch ${epoch}: go on, branch or go back first`;
}

/** A point without which training could not go on stays. */
export function keptWords({ run: { data }, settings }, row) {
  const count = (code) => data.set.reduce((sum, each) => sum + (each === code), 0);
  if (data.set[row] === TRAIN) {
    const least = Math.max(1, settings.batch_size);
    if (count(TRAIN) > least) return "";
    if (least === 1) return "The last training point stays";
    return `The last ${least} training points stay: one batch takes as many`;
  }
  const isWatched = data.set[row] === VALIDATION && settings.early_stopping;
  return isWatched && count(VALIDATION) === 1 ? "The last validation point stays: early stopping watches it" : "";
}
