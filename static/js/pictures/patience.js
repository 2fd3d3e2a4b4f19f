/** The bar under the curves: how many epochs without improvement, of how many. */
import { calmly } from "../core/calm.js";
import { h, setAttribute, setText } from "../core/dom.js";
import { State } from "../protocol.js";

/** What the bar says, and how full it is. */
export function patienceWords({ stopping, state }) {
  const { armed, wait, patience, best_epoch: best } = stopping;
  if (!armed) return { text: "Early stopping is off.", share: 0 };
  if (best === null) {
    return { text: `Patience: ${patience} epochs without improvement.`, share: 0 };
  }
  const text = `No improvement for ${wait} of ${patience} epochs`;
  const share = Math.min(1, wait / patience);
  return { text: state === "stopped" && share === 1 ? `${text}: stopped` : text, share };
}

export function createPatience() {
  const words = h("span", { class: "patience-words", id: "patience-words" });
  const fill = h("i");
  const bar = h(
    "div",
    {
      class: "patience-bar",
      role: "meter",
      "aria-labelledby": "patience-words",
      "aria-valuemin": 0,
    },
    fill,
  );
  const element = h("div", { class: "patience" }, words, bar);
  const write = calmly((frame) => {
    const { text, share } = patienceWords(frame);
    const { wait, patience } = frame.stopping;
    setText(words, text);
    setAttribute(bar, "aria-valuemax", patience);
    setAttribute(bar, "aria-valuenow", Math.min(wait, patience));
    setAttribute(bar, "aria-valuetext", text);
    const scale = `scaleX(${share.toFixed(4)})`;
    if (fill.style.transform !== scale) fill.style.transform = scale;
  });
  return { element, render: (frame) => write(frame.state === State.RUNNING, frame) };
}
