/**
 * How the page looks, as a link or a file tells it: each part has a name of its own, and
 * stands there only where it differs from the page's first look.
 */
import { initialState } from "../core/state.js";
import { KINDS } from "../pictures/network_scene.js";
import { PARTS as GRADIENT_PARTS } from "../pictures/gradient_parts.js";
import { DEFAULT_SPEED, FocusKind, MOST_EPOCHS, UPDATES_PER_SECOND, VIEW_NAMES } from "../protocol.js";

/** What can stand under the picture of the network. */
export const PANES = ["phases", "chain", "layers", "weights", "point", "table", "twin", "runs"];
const SETS = ["train", "validation", "test"];
const LARGEST = 99_999;
const FULL_SPEED = "full";
const FIRST = initialState({ catalogue: [] }, "light").view;

/**
 * What a part's text stands for: a `view` patch at once, or, `later`, what needs the run
 * to be there. `read` returns null for a text that stands for nothing.
 *
 * @typedef {{later?: boolean, read: (text: string) => object | null,
 *   write: (state: object) => string | null}} Part
 * @type {Record<string, Part>}
 */
export const PARTS = {
  epoch: { later: true, read: count("epoch", MOST_EPOCHS), write: ({ frame }) => written(frame?.visit?.epoch) },
  pane: choice("below", PANES),
  edges: choice("edges", Object.keys(KINDS)),
  part: choice("part", Object.keys(GRADIENT_PARTS)),
  curves: choice("metric", ["error", "accuracy", "both"], "error"),
  axis: {
    read: (text) => (["log", "linear"].includes(text) ? { log: text === "log" } : null),
    write: ({ view }) => (view.log ? "log" : null),
  },
  test_curve: flag("test"),
  sets: { read: readSets, write: ({ view }) => (SETS.every((set) => view.sets[set] === FIRST.sets[set]) ? null : SETS.filter((set) => view.sets[set]).join(".") || "none") },
  errors: flag("errors"),
  speed: { later: true, read: readSpeed, write: ({ speed }) => (speed === DEFAULT_SPEED ? null : String(speed ?? FULL_SPEED)) },
  focus: { later: true, read: readFocus, write: ({ view }) => (view.pinned ? writeFocus(view.pinned) : null) },
  example: { later: true, read: count("example", LARGEST), write: ({ view }) => written(view.example) },
  point: { later: true, read: count("point", LARGEST), write: ({ view }) => written(view.point) },
  ghost: flag("ghost"),
  horizon: { read: count("horizon", MOST_EPOCHS, 1), write: ({ view }) => written(view.horizon) },
};

/** @param {object} state the page's @returns {Record<string, string>} */
export function writeView(state) {
  const pairs = VIEW_NAMES.map((name) => [name, PARTS[name].write(state)]);
  return Object.fromEntries(pairs.filter(([, text]) => text !== null));
}

/**
 * @param {string | Record<string, string>} source a link's query, or a file's view
 * @returns {{view: object, later: object, wrong: string[]}} `wrong`: parts that stand for
 *   nothing, as they were written
 */
export function readView(source) {
  const given = new URLSearchParams(source);
  const found = { view: {}, later: {}, wrong: [] };
  for (const name of VIEW_NAMES) {
    const texts = given.getAll(name);
    if (!texts.length) continue;
    const part = texts.length === 1 ? PARTS[name].read(texts[0]) : null;
    if (part === null) found.wrong.push(...texts.map((text) => `${name}=${text.slice(0, 40)}`));
    else Object.assign(PARTS[name].later ? found.later : found.view, part);
  }
  return found;
}

/** The page's first look, as far as links tell of it. */
export function firstView() {
  const { edges, part, sets, test, log, ghost, horizon, errors } = FIRST;
  return { edges, part, sets, test, log, ghost, horizon, errors, below: null, metric: undefined };
}

function written(number) {
  return number == null ? null : String(number);
}

function choice(key, values, first = FIRST[key]) {
  return {
    read: (text) => (values.includes(text) ? { [key]: text } : null),
    write: ({ view }) => (view[key] == null || view[key] === first ? null : view[key]),
  };
}

function flag(key) {
  return {
    read: (text) => (["on", "off"].includes(text) ? { [key]: text === "on" } : null),
    write: ({ view }) => (view[key] === FIRST[key] ? null : view[key] ? "on" : "off"),
  };
}

/** A whole number as it is written, and in no other way. */
function whole(text, largest, smallest = 0) {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  return number >= smallest && number <= largest ? number : null;
}

function count(key, largest, smallest = 0) {
  return (text) => {
    const number = whole(text, largest, smallest);
    return number === null ? null : { [key]: number };
  };
}

function readSets(text) {
  const names = text === "none" ? [] : text.split(".");
  if (names.some((name) => !SETS.includes(name))) return null;
  return { sets: Object.fromEntries(SETS.map((set) => [set, names.includes(set)])) };
}

function readSpeed(text) {
  if (text === FULL_SPEED) return { speed: null };
  const [slowest, fastest] = UPDATES_PER_SECOND;
  const speed = /^\d{1,4}(\.\d{1,6})?$/.test(text) ? Number(text) : NaN;
  return speed >= slowest && speed <= fastest ? { speed } : null;
}

function writeFocus({ kind, layer, from, to, unit }) {
  return (kind === FocusKind.EDGE ? [kind, layer, from, to] : [kind, layer, unit]).join(".");
}

function readFocus(text) {
  const [kind, ...places] = text.split(".");
  const numbers = places.map((place) => whole(place, LARGEST));
  if (!Object.values(FocusKind).includes(kind) || numbers.includes(null)) return null;
  const isEdge = kind === FocusKind.EDGE;
  const [layer, ...rest] = numbers;
  if (rest.length !== (isEdge ? 2 : 1) || (layer === 0 && kind !== FocusKind.UNIT)) return null;
  return { focus: isEdge ? { kind, layer, from: rest[0], to: rest[1] } : { kind, layer, unit: rest[0] } };
}
