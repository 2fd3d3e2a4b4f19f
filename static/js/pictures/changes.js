/** What was changed during training, as flags along the epochs. */

/**
 * One flag an epoch: a slider that was dragged gives many changes, of which the first
 * value before and the last one after count.
 *
 * @param {{epoch: number, set: object, before: object, weights?: object,
 *   weights_before?: object, example?: number, open_test?: boolean, pass_stop?: boolean, labels?: object,
 *   removed?: number[], restored?: number[], added?: object[]}[]} changes in order
 * @param {(name: string) => string} label
 * @returns {{epoch: number, text: string}[]}
 */
export function flagsOf(changes, label) {
  const flags = new Map();
  for (const change of changes) {
    const { epoch, set, before, weights = {}, weights_before: old = {}, example, open_test: opened, pass_stop: passed } = change;
    const flag = flags.get(epoch) ?? new Map();
    flags.set(epoch, flag);
    for (const [name, after] of Object.entries({ ...set, ...weights })) {
      flag.set(name, { before: flag.get(name)?.before ?? before[name] ?? old[name], after });
    }
    for (const [key, words] of POINTS) {
      const count = Object.keys(change[key] ?? {}).length;
      if (count) flag.set(words, { count: (flag.get(words)?.count ?? 0) + count });
    }
    if (example != null) flag.set(PICKED, null);
    if (opened) flag.set(OPENED, null);
    if (passed) flag.set(PASSED, null);
  }
  return [...flags].map(([epoch, flag]) => {
    const lines = [...flag].map(([name, change]) => {
      if (change?.count) return `${name}: ${change.count}`;
      return change ? `${label(name)}: ${shown(change.before)} → ${shown(change.after)}` : name;
    });
    return { epoch, text: lines.join("<br>") };
  });
}

/** What the flags are of: one kind of change by its name, several as changes. @returns {string} "" without any */
export function flagName(changes) {
  const has = (wanted) => changes.some((change) => wanted(change));
  const kinds = [
    [({ set }) => Object.keys(set ?? {}).length > 0, "changed setting"],
    [({ weights }) => weights !== undefined, "typed weight"],
    [(change) => POINTS.some(([key]) => change[key] !== undefined), "changed points"],
    [({ example }) => example != null, "picked example"],
    [({ open_test: opened }) => Boolean(opened), "test set opened"],
  ];
  const names = kinds.filter(([wanted]) => has(wanted)).map(([, name]) => name);
  return names.length > 1 ? "change" : (names[0] ?? "");
}

/** What was done to points, by its key in a change. */
const POINTS = [
  ["labels", "labels changed"],
  ["removed", "points removed"],
  ["restored", "points brought back"],
  ["added", "points added"],
];
const PICKED = "picked examples";
const OPENED = "test set opened";
const PASSED = "kept training past the stop";

function shown(value) {
  if (value === true) return "on";
  if (value === false) return "off";
  return value == null ? "none" : String(value);
}
