/** What a file recorded of its run, against what was computed again from it. */

const ERRORS = { train: "training error", validation: "validation error" };
const MADE = { backprop_playground: "Backprop Playground", numpy: "NumPy", python: "Python" };

/**
 * @param {{epoch: number, train: number | null, validation: number | null,
 *   versions: Record<string, string>}} recorded
 * @returns {string} "" where they are the same
 */
export function mismatchWords(recorded, { series, frame }) {
  const row = series.epoch.indexOf(recorded.epoch);
  if (row < 0) {
    const words = `The file's training went on to epoch ${recorded.epoch}; computed again here it ended at epoch ${frame.last_epoch}.`;
    return `${words}${madeWith(recorded)}`;
  }
  const names = Object.keys(ERRORS).filter((name) => recorded[name] !== (series[name]?.[row] ?? null));
  if (!names.length) return "";
  const parts = names.map((name) => `${ERRORS[name]} ${recorded[name] ?? "none"}, computed again ${series[name]?.[row] ?? "none"}`);
  return `The file's errors are not the ones computed again here. At epoch ${recorded.epoch}: ${parts.join("; ")}.${madeWith(recorded)}`;
}

function madeWith({ versions }) {
  const made = Object.entries(MADE).filter(([name]) => versions[name]).map(([name, label]) => `${label} ${versions[name]}`);
  return made.length ? ` It was made with ${made.join(", ")}.` : "";
}
