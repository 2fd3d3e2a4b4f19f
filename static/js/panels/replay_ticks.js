/** What is marked along the line of the training, with the curves' own signs. */
import { h } from "../core/dom.js";

/** More flags than this could not be told apart. */
const MOST_FLAGS = 120;

/**
 * The marks of a training of so many epochs, each where it stands and what it is.
 *
 * @param {number} last
 * @param {{best: number | null, stop: number | null}} marks
 * @param {{epoch: number}[]} changes
 * @returns {{at: number, kind: "best" | "stop" | "change"}[]}
 */
export function ticksOf(last, { best, stop }, changes) {
  const flags = [...new Set(changes.map(({ epoch }) => epoch))].slice(-MOST_FLAGS);
  const all = [
    ...flags.map((at) => ({ at, kind: "change" })),
    { at: stop, kind: "stop" },
    { at: best, kind: "best" },
  ];
  return all.filter(({ at }) => at !== null && at !== undefined && at <= last);
}

/** @param {HTMLElement} root */
export function createTicks(root) {
  let drawn = "";

  return {
    render(last, marks, changes) {
      root.style.setProperty("--last", String(Math.max(last, 1)));
      const ticks = ticksOf(last, marks, changes);
      const key = JSON.stringify(ticks);
      if (key === drawn) return;
      drawn = key;
      root.replaceChildren(...ticks.map(tick));
    },
  };
}

function tick({ at, kind }) {
  const mark = h("i", { "data-kind": kind });
  mark.style.setProperty("--at", String(at));
  return mark;
}
