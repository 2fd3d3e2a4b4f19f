/** What was changed during training, as flags along the epochs. */
import { formatValuesApart } from "../core/format.js";
import { same } from "../core/url.js";

/** Flags stand at least so far apart, in pixels; nearer ones are one. */
const APART = 14;
/** A slider that is dragged changes the same setting every few epochs. */
const DRAG_EPOCHS = 2;

/**
 * One flag for changes that are close to each other: of many steps of a slider the first
 * value before and the last one after count. What comes to nothing has no flag.
 *
 * @param {{epoch: number, set: object, before: object, weights?: object,
 *   weights_before?: object, example?: number, open_test?: boolean, pass_stop?: boolean, labels?: object,
 *   removed?: number[], restored?: number[], added?: object[]}[]} changes in order
 * @param {(name: string) => string} label
 * @param {number} [scale] pixels of an epoch
 * @returns {{epoch: number, last: number, when: string, text: string}[]} `last`: the last
 *   epoch with a change of this flag
 */
export function flagsOf(changes, label, scale = Infinity) {
  return grouped(changes, scale)
    .map(({ epoch, last, changes: all }) => {
      const when = last > epoch ? `epochs ${epoch} to ${last}` : `epoch ${epoch}`;
      return { epoch, last, when, text: linesOf(all, label).join(", ") };
    })
    .filter(({ text }) => text !== "");
}

/** Changes that follow each other closely on the screen, or are steps of one drag. */
function grouped(changes, scale) {
  const groups = [];
  for (const change of changes) {
    const group = groups.at(-1);
    const gap = group ? change.epoch - group.last : Infinity;
    const isNear = gap === 0 || gap * scale < APART || (gap <= DRAG_EPOCHS && isSameKind(change, group.changes.at(-1)));
    if (group && isNear) {
      group.last = change.epoch;
      group.changes.push(change);
    } else groups.push({ epoch: change.epoch, last: change.epoch, changes: [change] });
  }
  return groups;
}

const namesOf = ({ set, weights = {} }) => Object.keys({ ...set, ...weights }).sort().join();
const isSameKind = (one, other) => namesOf(one) !== "" && namesOf(one) === namesOf(other);

function linesOf(changes, label) {
  const told = new Map();
  for (const change of changes) {
    const { set, before, weights = {}, weights_before: old = {}, example, open_test: opened, pass_stop: passed } = change;
    for (const [name, after] of Object.entries({ ...set, ...weights })) {
      const first = told.has(name) ? told.get(name).before : (before[name] ?? old[name] ?? null);
      told.set(name, { before: first, after });
    }
    for (const [key, words] of POINTS) {
      const count = Object.keys(change[key] ?? {}).length;
      if (count) told.set(words, { count: (told.get(words)?.count ?? 0) + count });
    }
    if (example != null) told.set(PICKED, {});
    if (opened) told.set(OPENED, {});
    if (passed) told.set(PASSED, {});
  }
  return [...told].flatMap(([name, change]) => {
    if (change.count) return [`${name}: ${change.count}`];
    if (!("after" in change)) return [name];
    return same(change.before, change.after) ? [] : [`${label(name)}: ${valuesOf(change).join(" → ")}`];
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
    [({ pass_stop: passed }) => Boolean(passed), "kept training"],
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

function valuesOf({ before, after }) {
  const values = [before, after];
  const texts = formatValuesApart(values);
  return values.map((value, i) => {
    if (typeof value === "boolean") return value ? "on" : "off";
    return value == null || texts[i] === "" ? "none" : texts[i];
  });
}
