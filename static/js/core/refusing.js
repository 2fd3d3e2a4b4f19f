/** Why points cannot be changed just now, in words; empty where they can. */
import { SETS } from "../protocol.js";

const TRAIN = SETS.indexOf("train");

/** While an earlier epoch is looked at, nothing of it is changed. */
export function visitWords({ frame }) {
  const epoch = frame?.visit?.epoch;
  return epoch == null ? "" : `Looking at epoch ${epoch}: continue from here, try another path or return to latest first`;
}

/** A point without which training could not go on stays. */
export function keptWords({ run: { data } }, row) {
  if (data.set[row] !== TRAIN) return "";
  const left = data.set.reduce((sum, each) => sum + (each === TRAIN), 0);
  return left > 1 ? "" : "The last training point stays";
}
