/** The bars under the curves: how far each criterion of early stopping has come. */
import { calmly } from "../core/calm.js";
import { h, setAttribute, setText } from "../core/dom.js";
import { formatNumber, formatValue } from "../core/format.js";
import { State } from "../protocol.js";

/** Three digits; what is met and has no finite number is infinite. */
function figure({ value, met }) {
  if (value === null) return met ? "∞" : "–";
  return formatNumber(value, { digits: 3, trim: true });
}

const epochs = (count) => (count === 1 ? "epoch" : "epochs");

const WORDS = {
  patience: ({ value, threshold }) => `${value} ${epochs(value)} without improvement (limit ${threshold})`,
  generalization_loss: (each) => `Validation error ${figure(each)} % above its smallest (limit ${formatValue(each.threshold)} %)`,
  progress_quotient: (each) => `Loss ${figure(each)} times the progress (limit ${formatValue(each.threshold)}, epoch ${each.epoch})`,
  successive_rises: ({ value, threshold, epoch }) =>
    `${value ?? 0} of ${threshold} strips in succession ended higher (epoch ${epoch})`,
};

/** What each waits for, before there is an epoch to judge. */
const PLANS = {
  patience: ({ patience }) => `Patience: ${patience} ${epochs(patience)} without improvement`,
  generalization_loss: (settings) => `Validation error ${formatValue(settings.gl_threshold)} % above its smallest`,
  progress_quotient: (settings) => `Loss ${formatValue(settings.pq_threshold)} times the progress`,
  successive_rises: ({ rises }) => `${rises} strips in succession that end higher`,
};

/**
 * One line for each chosen criterion: what it says, and how full its bar is.
 *
 * @param {object} frame
 * @param {object} settings
 * @returns {{name: string, text: string, share: number, value: number, most: number}[]}
 */
export function criteriaWords({ stopping, state }, settings) {
  const { armed, rests, criteria } = stopping;
  if (!armed) return [line("", "Early stopping is off.", 0, 1)];
  if (rests) return []; // as the status says
  if (!criteria.length) {
    return settings.criteria.map((name) => line(name, PLANS[name](settings), 0, 1));
  }
  return criteria.map((each) => {
    const words = WORDS[each.name](each);
    const isEnd = state === State.STOPPED && each.met;
    const value = each.value ?? (each.met ? each.threshold : 0);
    const end = each.passed ? ": passed over" : isEnd ? ": stopped" : "";
    return line(each.name, `${words}${end}`, value, each.threshold);
  });
}

function line(name, text, value, most) {
  const share = most > 0 ? Math.max(0, Math.min(1, value / most)) : Number(value > 0);
  return { name, text, share, value: share * most, most };
}

/** @param {{catalogue: object[]}} boot names each criterion */
export function createCriteria({ catalogue }) {
  const { choices } = catalogue.find(({ name }) => name === "criteria");
  const names = Object.fromEntries(choices.map(({ value, label }) => [value, label]));
  const element = h("div", { class: "patience" });
  let rows = null;
  const write = calmly((frame, settings) => {
    const lines = criteriaWords(frame, settings);
    if (lines.map(({ name }) => name).join() !== rows?.map(({ name }) => name).join()) {
      rows = lines.map(({ name }) => createRow(name, names[name] ?? null));
      element.replaceChildren(...rows.flatMap(({ parts }) => parts));
    }
    lines.forEach((each, i) => rows[i].fill(each));
  });
  return { element, render: ({ frame, settings }) => write(frame.state === State.RUNNING, frame, settings) };
}

function createRow(name, title) {
  const id = `criterion-${name || "none"}`;
  const words = h("span", { class: "patience-words", id, title });
  const inside = h("i");
  const bar = h(
    "div",
    { class: "patience-bar", role: "meter", "aria-labelledby": id, "aria-valuemin": 0 },
    inside,
  );
  return {
    name,
    parts: [words, bar],
    fill({ text, share, value, most }) {
      setText(words, text);
      setAttribute(bar, "aria-valuemax", most);
      setAttribute(bar, "aria-valuenow", value);
      setAttribute(bar, "aria-valuetext", text);
      const scale = `scaleX(${share.toFixed(4)})`;
      if (inside.style.transform !== scale) inside.style.transform = scale;
    },
  };
}
