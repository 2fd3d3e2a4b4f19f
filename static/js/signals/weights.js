/**
 * How large the weights are: their histogram beside that of epoch 0, how |w| spread over
 * the epochs, and the sums that a penalty is made of. All of it is counted by the server,
 * and asked for only while this is shown (core/view.js).
 */
import { calmly } from "../core/calm.js";
import { h, setAttribute, setText } from "../core/dom.js";
import { formatValue } from "../core/format.js";
import { State } from "../protocol.js";
import { bandPath, linePath, stepsPath, uprightPath } from "./shapes.js";
import { createStrengths } from "./strengths.js";
import { sampleAt, weightRows } from "./weight_words.js";
import { layerNames, missingWords, short } from "./words.js";

const PAUSE_MS = 250;
const SPACE = "http://www.w3.org/2000/svg";

export function createWeights() {
  const histogram = createPicture("Histogram of the weights", ["now", "first"]);
  const spread = createPicture("Spread of |w| over the epochs", ["band", "median", "here"]);
  const pulls = createStrengths(
    { data_rms: "rms data gradient", penalty_rms: "rms penalty's pull" },
    { caption: "Two pulls on the weights", isShared: true },
  );
  const pullsPlace = h("div", { class: "pulls" }, pulls.element);
  const rows = h("dl", { class: "weight-rows" });
  const all = { class: "inspected signals weights", tabindex: 0, role: "group", "aria-label": "Weights in numbers" };
  const columns = h("div", { class: "weight-columns" }, histogram.element, spread.element, pullsPlace, rows);
  const element = h("section", { class: "inspector", "aria-label": "How large the weights are" }, h("div", all, columns));
  const write = calmly(fill, { pause: PAUSE_MS });

  function fill({ run, frame, settings }) {
    const { norms } = frame;
    if (!norms) return;
    showPulls(run, frame, settings);
    showHistogram(norms);
    showSpread(norms);
    const entries = weightRows(norms, { ...settings, pulls: pullsShown(frame, settings) });
    while (rows.children.length < 2 * entries.length) rows.append(h("dt"), h("dd"));
    entries.forEach(([name, value], i) => {
      setText(rows.children[2 * i], name);
      setText(rows.children[2 * i + 1], value);
    });
  }

  function showPulls(run, frame, settings) {
    const shown = pullsShown(frame, settings);
    pullsPlace.hidden = !shown;
    if (!shown) return;
    const missing = missingWords(frame, shown);
    pulls.render(shown, layerNames(run.network.sizes), { missing, key: `${run.id} ${run.generation}` });
  }

  function showHistogram({ now, first, limit, count, update }) {
    const most = Math.max(...now, ...first);
    histogram.draw({ now: stepsPath(now, most), first: stepsPath(first, most) });
    const ends = [`−${formatValue(limit)}`, "0", formatValue(limit)];
    histogram.tell(`${count} weights: update ${update} filled, epoch 0 outlined`, `biases apart, up to ${most} a bar`, ends);
  }

  function showSpread({ series, error_epoch }) {
    const { epoch, low, median, high } = series;
    const here = epoch[sampleAt(series, error_epoch)] ?? 0;
    const ends = { last: epoch.at(-1) ?? 0, most: high.reduce((a, b) => Math.max(a, b), 0) };
    const paths = { band: bandPath(epoch, low, high, ends), median: linePath(epoch, median, ends), here: uprightPath(here, ends.last) };
    spread.draw(paths);
    spread.tell("|w| over the epochs: median, 10 to 90 %", `up to ${short(ends.most)}, line at epoch ${here}`, ["0", "epoch", String(ends.last)]);
  }

  return {
    element,
    /** @param {object} state the page's state; called while this is shown */
    render: (state) => write(state.frame.state === State.RUNNING, state),
  };
}

/** The gradient's two parts; null without a penalty. */
function pullsShown({ pulls }, { l1, l2 }) {
  return l1 > 0 || l2 > 0 ? pulls : null;
}

/** A picture of a few paths, with a title, how high it is, and the ends of its axis. */
function createPicture(label, names) {
  const title = h("figcaption", {});
  const top = h("p", { class: "quiet" });
  const ends = [h("span"), h("span"), h("span")];
  const picture = document.createElementNS(SPACE, "svg");
  const attributes = { viewBox: "0 0 100 100", preserveAspectRatio: "none", role: "img", "aria-label": label };
  for (const [name, value] of Object.entries(attributes)) picture.setAttribute(name, value);
  const paths = names.map((name) => {
    const path = document.createElementNS(SPACE, "path");
    path.setAttribute("class", `weight-${name}`);
    picture.append(path);
    return [name, path];
  });
  const element = h("figure", { class: "weight-figure" }, title, top, picture, h("div", { class: "bar-ends" }, ...ends));
  return {
    element,
    draw(shapes) {
      for (const [name, path] of paths) setAttribute(path, "d", shapes[name]);
    },
    tell(words, height, texts) {
      setText(title, words);
      setText(top, height);
      ends.forEach((end, i) => setText(end, texts[i]));
    },
  };
}
