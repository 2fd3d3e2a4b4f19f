/** The settings that were changed during training, as flags along the epochs. */

/**
 * One flag an epoch: a slider that was dragged gives many changes, of which the first
 * value before and the last one after count.
 *
 * @param {{epoch: number, set: object, before: object}[]} changes in order
 * @param {(name: string) => string} label
 * @returns {{epoch: number, text: string}[]}
 */
export function flagsOf(changes, label) {
  const flags = new Map();
  for (const { epoch, set, before } of changes) {
    const flag = flags.get(epoch) ?? new Map();
    flags.set(epoch, flag);
    for (const [name, after] of Object.entries(set)) {
      flag.set(name, { before: flag.get(name)?.before ?? before[name], after });
    }
  }
  return [...flags].map(([epoch, flag]) => {
    const lines = [...flag].map(
      ([name, { before, after }]) => `${label(name)}: ${shown(before)} → ${shown(after)}`,
    );
    return { epoch, text: lines.join("<br>") };
  });
}

function shown(value) {
  if (value === true) return "on";
  if (value === false) return "off";
  return value == null ? "none" : String(value);
}
