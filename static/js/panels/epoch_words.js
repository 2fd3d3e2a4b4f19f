/** Which epoch the numbers of the header are of, in words: one epoch, and no other. */
import { State } from "../protocol.js";

/** @param {{state: string, visit: object | null, stopping: object}} frame */
export function epochWords({ state, visit, stopping }) {
  const { shown_epoch: epoch, restored, lower_epoch: lower } = stopping;
  if (visit || (!restored && state !== State.DIVERGED)) return "errors of this epoch";
  if (state === State.DIVERGED) return "last epoch with numbers";
  return lower === null ? `best epoch (restored): ${epoch}` : `restored: ${epoch} · lowest: ${lower}`;
}
