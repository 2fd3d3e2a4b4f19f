/**
 * Runs as this browser remembers them: each by its recipe, from which the server computes
 * it anew to the same bytes, with thinned curves and the results that the server sent. A
 * few are kept on purpose, with a name and a colour; of the others the newest stay.
 *
 * They lie in the browser's storage, one entry a run, so that several tabs share them. If
 * it takes no more, the oldest make room; without storage they live as long as the page.
 */
import { isRecord } from "./record_check.js";
import { contentOf } from "./run_content.js";

export const MOST_KEPT = 8;
export const MOST_OTHERS = 30;
export const LONGEST_NAME = 40;
const VERSION = 1;
const INDEX = "runs";
const ENTRY = "run.";

/**
 * @typedef {{settings: object, changes: object[], update: number}} Recipe
 * @typedef {{id: string, at: number, kept: boolean, name: string, color: number,
 *   hidden?: boolean, recipe: Recipe, series: object, results: object}} Record `at` in
 *   milliseconds; `name`, `color` (from 0) and `hidden` (its curves are) of one that is kept
 */

const BROWSER = () => globalThis.localStorage;

/** @param {() => Storage} [open] the storage; even naming it throws where it is blocked */
export function createRecords(open = BROWSER) {
  return new Records(open);
}

class Records {
  #open;
  #all = [];
  #listeners = new Set();
  /** Ids of those that the storage did not take. */
  #passing = new Set();

  constructor(open) {
    this.#open = open;
    this.#all = this.#read();
  }

  /** All records, the newest first. @returns {Record[]} */
  all() {
    return this.#all;
  }

  /** Those that were kept, in the order in which they were. @returns {Record[]} */
  kept() {
    return this.#all.filter(({ kept }) => kept).sort((a, b) => a.at - b.at);
  }

  /** Whether all of them outlive the page; else the storage is full or blocked. */
  areStored() {
    return this.#passing.size === 0;
  }

  onChange(listener) {
    this.#listeners.add(listener);
  }

  /**
   * Takes in the run as far as it has come; the same run, as far or less far, makes room.
   * One that is known to have gone further stays instead.
   */
  note(record) {
    const content = contentOf(record.recipe);
    const same = this.#all.filter((old) => !old.kept && old.id !== record.id && contentOf(old.recipe) === content);
    if (same.some(({ recipe }) => recipe.update > record.recipe.update)) return;
    same.forEach(({ id }) => this.#drop(id));
    this.#put({ ...record, kept: false, name: "", color: 0 });
  }

  /** Keeps a copy under a name; false where as many as may be are kept. */
  keep(record, name) {
    const kept = this.kept();
    if (kept.length >= MOST_KEPT) return false;
    const used = new Set(kept.map(({ color }) => color));
    const color = Array.from({ length: MOST_KEPT }, (_, i) => i).find((i) => !used.has(i));
    const at = Math.max(Date.now(), (kept.at(-1)?.at ?? 0) + 1);
    const id = `kept-${at.toString(36)}-${Math.random().toString(36).slice(2, 8)}`;
    this.#put({ ...record, id, at, kept: true, hidden: false, name: freeName(name, kept), color });
    return true;
  }

  /** Takes another name and returns it: with a number behind it where one of the others has it. */
  rename(id, name) {
    if (!name.trim()) return null;
    const free = freeName(name, this.kept().filter((record) => record.id !== id));
    this.#patch(id, { name: free });
    return free;
  }

  /** Whether its curves are drawn. */
  show(id, isShown) {
    this.#patch(id, { hidden: !isShown });
  }

  /** Takes the next colour that is free, or the next one where none is. */
  recolorNext(id) {
    const kept = this.kept();
    const { color } = kept.find((record) => record.id === id);
    const next = Array.from({ length: MOST_KEPT - 1 }, (_, i) => (color + 1 + i) % MOST_KEPT);
    this.recolor(id, next.find((each) => !kept.some((record) => record.color === each)) ?? next[0]);
  }

  /** Takes another colour; a kept run that has it gets the old one. */
  recolor(id, color) {
    const mine = this.#all.find((record) => record.id === id);
    const other = this.kept().find((record) => record.color === color);
    if (!mine || mine === other) return;
    if (other) this.#patch(other.id, { color: mine.color });
    this.#patch(id, { color });
  }

  remove(id) {
    this.#drop(id);
    this.#tell();
  }

  /** Another tab has changed the storage entry `key`; null: all of them. */
  changed(key) {
    if (key !== null && key !== INDEX && !key.startsWith(ENTRY)) return;
    const known = new Map(this.#all.map((record) => [record.id, record]));
    const stale = key?.startsWith(ENTRY) ? key.slice(ENTRY.length) : null;
    const stored = this.#read((id) => (id === stale ? null : known.get(id)));
    const ids = new Set(stored.map(({ id }) => id));
    const passing = this.#all.filter(({ id }) => this.#passing.has(id) && !ids.has(id));
    this.#all = [...stored, ...passing].sort((a, b) => b.at - a.at);
    this.#tell();
  }

  #patch(id, patch) {
    const old = this.#all.find((record) => record.id === id);
    if (old) this.#put({ ...old, ...patch });
  }

  #put(record) {
    const others = this.#all.filter(({ id }) => id !== record.id);
    this.#all = [record, ...others].sort((a, b) => b.at - a.at);
    const old = this.#all.filter(({ kept }) => !kept).slice(MOST_OTHERS);
    old.forEach(({ id }) => this.#drop(id));
    this.#write(record);
    this.#tell();
  }

  #drop(id) {
    this.#all = this.#all.filter((record) => record.id !== id);
    this.#passing.delete(id);
    this.#forget(id);
  }

  /** Takes a record out of the storage only. */
  #forget(id) {
    this.#attempt((storage) => {
      storage.removeItem(ENTRY + id);
      this.#writeIndex(storage, (ids) => ids.filter((each) => each !== id));
    });
  }

  /** Where the storage is full, the oldest that are not kept leave it first. */
  #write(record) {
    const text = JSON.stringify({ version: VERSION, ...record });
    const oldest = this.#all.filter(({ kept, id }) => !kept && id !== record.id).reverse();
    const put = (storage) => {
      storage.setItem(ENTRY + record.id, text);
      this.#writeIndex(storage, (ids) => [record.id, ...ids.filter((id) => id !== record.id)]);
    };
    let isStored = this.#attempt(put);
    while (!isStored && oldest.length) {
      const { id } = oldest.shift();
      this.#forget(id);
      this.#passing.add(id);
      isStored = this.#attempt(put);
    }
    if (isStored) this.#passing.delete(record.id);
    else this.#passing.add(record.id);
  }

  /** From what is there now: another tab may have written meanwhile. */
  #writeIndex(storage, change) {
    const ids = change(readIndex(storage)).slice(0, MOST_KEPT + MOST_OTHERS + MOST_KEPT);
    storage.setItem(INDEX, JSON.stringify({ version: VERSION, ids }));
  }

  #read(known = () => null) {
    let records = [];
    this.#attempt((storage) => {
      records = readIndex(storage).map((id) => known(id) ?? readRecord(storage, id));
    });
    return records.filter(Boolean).sort((a, b) => b.at - a.at);
  }

  #attempt(work) {
    try {
      work(this.#open());
      return true;
    } catch {
      return false;
    }
  }

  #tell() {
    for (const listener of this.#listeners) listener();
  }
}

function freeName(name, kept) {
  const names = new Set(kept.map((record) => record.name));
  const whole = name.trim().slice(0, LONGEST_NAME).trim();
  const plain = whole.slice(0, LONGEST_NAME - 4).trim();
  let free = whole;
  for (let i = 2; names.has(free); i += 1) free = `${plain} (${i})`;
  return free;
}

function readIndex(storage) {
  try {
    const { version, ids } = JSON.parse(storage.getItem(INDEX));
    if (version !== VERSION || !Array.isArray(ids)) return [];
    return [...new Set(ids.filter((id) => typeof id === "string"))];
  } catch {
    return [];
  }
}

/** The record, or null where what is stored is none: other hands may have been at it. */
function readRecord(storage, id) {
  try {
    const { version, ...record } = JSON.parse(storage.getItem(ENTRY + id));
    const isFine = version === VERSION && record.id === id && isRecord(record, MOST_KEPT);
    return isFine ? { ...record, name: record.name.slice(0, LONGEST_NAME) } : null;
  } catch {
    return null;
  }
}
