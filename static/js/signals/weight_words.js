/** What the sizes of the weights tell, as rows of numbers. */
import { short } from "./words.js";

/**
 * @param {object} norms see NormsPayload
 * @param {{l1: number, l2: number, dropout: number, pulls?: object | null}} settings
 * @returns {[string, string][]} name and value, always the same rows in the same order
 */
export function weightRows(norms, { l1, l2, dropout, pulls = null }) {
  const { count, zeros, series, batch } = norms;
  const at = sampleAt(series, norms.error_epoch);
  const [low, median, high] = [series.low, series.median, series.high].map((each) => each[at]);
  return [
    ["Σ|w|", short(norms.l1_norm)],
    ["Σw²", short(norms.l2_squared)],
    ["exactly 0", `${zeros} of ${count} weights`],
    [`|w| at 10, 50, 90 %, epoch ${series.epoch[at] ?? 0}`, [low, median, high].map(short).join(", ")],
    [`training error without dropout, epoch ${norms.error_epoch}`, short(norms.error)],
    [penaltyName(l1, l2), l1 > 0 || l2 > 0 ? short(norms.penalty) : "none"],
    ["data against penalty", pulls ? `on ${pulls.against} of ${pulls.count} weights, update ${pulls.update}` : "no penalty"],
    [batchName(batch, dropout), batch ? short(batch.error) : "–"],
  ];
}

/** Which of the epochs that were kept is the one shown, or the last one before it. */
export function sampleAt({ epoch }, shown) {
  return epoch.findLastIndex((each) => each <= shown);
}

function penaltyName(l1, l2) {
  const parts = [l1 > 0 ? "λ₁ Σ|w|" : "", l2 > 0 ? "½ λ₂ Σw²" : ""].filter(Boolean);
  return parts.length ? `penalty ${parts.join(" + ")}` : "penalty of L1 and L2";
}

function batchName(batch, dropout) {
  if (batch) return `error with dropout: ${batch.examples} examples of update ${batch.update}`;
  return dropout > 0 ? "error with dropout: no update yet" : "error with dropout: dropout is off";
}
