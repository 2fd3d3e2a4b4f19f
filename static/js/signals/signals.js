/**
 * How each layer learns: the strength of its deltas and gradients now and over the
 * epochs, what their ratio means, and which units learn no more. All of it is the
 * server's; it is asked only while this is shown (core/view.js).
 */
import { calmly } from "../core/calm.js";
import { h, setText } from "../core/dom.js";
import { PACE_MS } from "../core/plotly.js";
import { onTextSize, textBox } from "../core/text_size.js";
import { lastEpoch } from "../pictures/axes.js";
import { createSegmented } from "../pictures/segmented.js";
import { State } from "../protocol.js";
import { KINDS, layerColors, layersFigure } from "./figure.js";
import { createLinePointing } from "./line_pointing.js";
import { createStrengths } from "./strengths.js";
import { createUnwell } from "./unwell.js";
import { flowWords, layerNames, missingWords, REPAIRED, repairs } from "./words.js";

/** Numbers are read one by one, and the server sends no more of them. */
const PAUSE_MS = 250;

/**
 * @param {object} ctx
 * @param {{light: (focus: object|null) => void, click: (focus: object) => void}} pointing
 */
export function createSignals(ctx, pointing) {
  const { store, commands, plotly, theme, boot } = ctx;
  const skeleton = boot.figures.layers;
  const strengths = createStrengths(
    { delta: "rms δ", gradient: "rms ∂E/∂w" },
    { caption: "Root mean square over each layer" },
  );
  const unwell = createUnwell({ light: pointing.light, pin: pointing.click });
  const parts = build((set) => commands.set(set), choose);
  const write = calmly(fill, { pause: PAUSE_MS });
  let kind = "delta";
  let drawn = {};
  parts.columns.append(strengths.element, parts.curves, unwell.element);
  plotly.mount(parts.plot, skeleton.config);
  const observer = new ResizeObserver(() => draw(store.get(), 0));
  observer.observe(parts.plot);
  const endTextSize = onTextSize(() => draw(store.get(), 0));
  const line = createLinePointing(parts.stage, pointedAt);

  function choose(value) {
    kind = value;
    parts.kinds.render((each) => each === kind);
    draw(store.get(), 0);
  }

  function fill({ run, frame, settings }) {
    const { signals, health } = frame;
    const { sizes } = run.network;
    const names = layerNames(sizes);
    unwell.render(health, names, run.data.counts.train);
    if (!signals) return;
    const missing = missingWords(frame, signals);
    const { verdict, numbers } = flowWords(signals, sizes, missing);
    setText(parts.verdict, verdict);
    setText(parts.ratio, numbers);
    parts.repairs.show(repairs(signals, settings));
    strengths.render(signals, names, { missing, key: `${run.id} ${run.generation}` });
  }

  /** The figure follows the training at its pace; any other change is drawn at once. */
  function draw(state, pace) {
    if (parts.plot.clientWidth < 1 || !state.frame?.signals) return;
    const { series } = state.frame.signals;
    setText(parts.none, series.epoch.length ? "" : "The curves begin with the first epoch's end.");
    plotly.draw(parts.plot, current, pace);
  }

  /** Null where what it would show has gone by the time its turn comes. */
  function current() {
    const { run, frame } = store.get();
    if (!frame?.signals) return null;
    const size = { width: parts.plot.clientWidth, height: parts.plot.clientHeight };
    const names = layerNames(run.network.sizes);
    const how = { kind, names, size, color: theme.color };
    return layersFigure(skeleton, frame.signals.series, how);
  }

  /** What is drawn now, for pointing at it. */
  function pointedAt() {
    const { run, frame } = store.get();
    const { series } = frame?.signals ?? {};
    if (!series?.epoch.length) return null;
    const { l, r, t, b } = textBox(skeleton.layout.margin);
    const plot = { x: l, y: t, width: parts.plot.clientWidth - l - r, height: parts.plot.clientHeight - t - b };
    const colors = layerColors(series[kind].length, theme.color);
    const lines = layerNames(run.network.sizes).map((name, i) => ({ name, color: colors[i], values: series[kind][i] ?? [] }));
    return { plot, range: [0, lastEpoch(series.epoch.at(-1))], epochs: series.epoch, lines };
  }

  function follow(state) {
    const { run, frame, theme: name } = state;
    const isRunning = frame.state === State.RUNNING;
    const now = { signals: frame.signals, run, name, isRunning };
    const isSame = Object.keys(now).every((key) => now[key] === drawn[key]);
    if (isSame) return;
    const grew = isRunning && drawn.run === run && drawn.name === name && drawn.isRunning;
    drawn = now;
    draw(state, grew ? PACE_MS.soon : 0);
  }

  const endLeaving = store.subscribe(
    ({ view }) => view.below,
    (_, before) => before === "layers" && pointing.light(null),
  );
  parts.kinds.render((each) => each === kind);
  return {
    element: parts.element,
    /** @param {object} state the page's state; called while this is shown */
    render(state) {
      write(state.frame.state === State.RUNNING, state);
      follow(state);
      line.render();
    },
    destroy() {
      endLeaving();
      observer.disconnect();
      endTextSize();
      line.destroy();
      plotly.purge(parts.plot);
    },
  };
}

function build(repair, choose) {
  const choices = Object.entries(KINDS).map(([value, { label, axis }]) => {
    return { value, label, help: `${axis} of each layer, over the epochs` };
  });
  const kinds = createSegmented("What the curves show", choices, choose);
  const verdict = h("p", { class: "flow-verdict" });
  const ratio = h("p", { class: "quiet" });
  const mending = createRepairs(repair);
  const words = h("div", { class: "flow" }, verdict, ratio, mending.element);
  const plot = h("div", { class: "plot" });
  const none = h("p", { class: "quiet over-plot" });
  const stage = h("div", { class: "signal-stage", role: "img", "aria-label": "Strength of each layer over the epochs; the table beside has the newest numbers" }, plot, none);
  const curves = h("div", { class: "signal-curves" }, kinds.element, stage);
  const columns = h("div", { class: "signal-columns" });
  const all = { class: "inspected signals", tabindex: 0, role: "group", "aria-label": "Layers in numbers" };
  const element = h("div", all, words, columns);
  const section = h("section", { class: "inspector", "aria-label": "How each layer learns" }, element);
  return { element: section, kinds, verdict, ratio, repairs: mending, plot, stage, none, columns, curves };
}

/** A button with what it does, for each way to bring the deltas back. */
function createRepairs(repair) {
  const element = h("div", { class: "repairs" });
  let known = "";
  return {
    element,
    show(list) {
      const key = list.map(({ label }) => label).join();
      if (key === known) return;
      known = key;
      element.replaceChildren(
        ...list.map(({ label, help, set }) =>
          h("p", {}, h("button", { type: "button", class: "small", onclick: () => repair(set) }, label), ` ${help}`),
        ),
        ...(list.length ? [h("p", { class: "repaired" }, REPAIRED)] : []),
      );
    },
  };
}
