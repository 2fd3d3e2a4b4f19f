/**
 * The network: edges and maps on a canvas, under a transparent Plotly figure that feels
 * the pointer and holds the words; + and − for layers and units; exact numbers.
 */
import { h, setText } from "../core/dom.js";
import { shownUpdate } from "../core/state.js";
import { createCanvas } from "../pictures/canvas.js";
import { createEdgeChoice } from "../pictures/edge_choice.js";
import { createLegend } from "../pictures/legend.js";
import { networkImage } from "../pictures/network_image.js";
import { createNetworkScene } from "../pictures/network_scene.js";
import { networkWords, shapeOf } from "../pictures/network_words.js";
import { focusContent, laterWords } from "../pictures/numbers.js";
import { createPointing } from "../pictures/pointing.js";
import { createReadout } from "../pictures/readout.js";
import { createSegmented } from "../pictures/segmented.js";
import { createSpoken } from "../pictures/spoken.js";
import { createStructure } from "../pictures/structure.js";
import { focusPoint, networkFigure } from "../pictures/targets.js";
import { createWalkMotion } from "../pictures/walk_motion.js";
import { State } from "../protocol.js";
import { createRuns } from "../compare/runs.js";
import { createTwin } from "../compare/twin.js";
import { createInspector } from "../inspector/inspector.js";
import { createPoint } from "../inspector/point.js";
import { createPhases } from "../inspector/phases.js";
import { createSignals } from "../signals/signals.js";
import { createWeights } from "../signals/weights.js";
import { createNetworkTable } from "../tables/network_table.js";

/** What under the picture tells about what is pinned, or shows it in the picture. */
const TELLING = new Set(["phases", "chain", "table", "layers"]);
/** Letters that the head has room for. */
const ROOM = 26;

/** @param {HTMLElement} root */
export function mountNetwork(root, ctx) {
  const { store, commands, plotly, theme, boot, walker, picking, editing, examining } = ctx;
  const parts = build(root, ctx);
  const labels = activationLabels(boot);
  const scene = createNetworkScene(theme);
  const legend = createLegend();
  const redraw = () => ctx.schedule.invalidate(panel);
  const pointing = createPointing(store, redraw);
  const canvas = createCanvas(parts.stage, () => {
    drawn.run = null;
    redraw();
  });
  const readout = createReadout(parts.stage, pointing.release);
  const table = createNetworkTable({ look: pointing.hover, pin: pointing.click });
  const inspector = createInspector({
    light: pointing.light,
    pin: pointing.click,
    commands,
    choose: (example) => store.set({ view: { ...store.get().view, example } }),
  });
  const motion = createWalkMotion({ walker, redraw });
  const phases = createPhases({ walker, picking, light: pointing.light });
  const signals = createSignals(ctx, pointing);
  /** What stands under the picture, one at a time; what needs no more than the state is plain. */
  const plain = { layers: signals, weights: createWeights(), twin: createTwin(ctx), runs: createRuns(ctx) };
  const point = createPoint({ store, editing, examining, picking, light: pointing.light });
  const panes = { table, chain: inspector, phases, point, ...plain };
  parts.below.element.before(...Object.values(panes).map(({ element }) => element));
  const structure = createStructure(parts, (hidden) => {
    commands.set({ hidden_layers: hidden });
  });
  const spoken = createSpoken(parts.picture);
  const drawn = {};
  parts.foot.append(parts.edges.parts, legend.element);
  parts.stage.append(legend.marks);

  plotly.mount(parts.plot, boot.figures.network.config, {
    plotly_hover: ({ points }) => pointing.hover(points[0].customdata),
    plotly_unhover: () => pointing.hover(null),
    plotly_click: ({ points }) => ask(() => pointing.click(points[0].customdata)),
  });
  parts.picture.addEventListener("keydown", (event) => {
    ask(() => pointing.onKey(event));
    if (event.defaultPrevented) setText(parts.told, spokenNumbers());
  });
  parts.picture.addEventListener("blur", pointing.leave);
  const onEscape = (event) => event.key === "Escape" && pointing.release();
  document.addEventListener("keydown", onEscape);

  /** What is pinned in the picture asks why: the chain rule opens; the table tells it, too. */
  function ask(run) {
    const before = store.get().view.pinned;
    run();
    const { view } = store.get();
    const isNew = view.pinned && (before === null || view.below !== "chain");
    if (isNew && view.pinned !== before && view.below !== "table") {
      store.set({ view: { ...view, below: "chain" } });
    }
  }

  /** What changes only with the network, the panel's size or the theme. */
  function arrange({ run, theme: name }) {
    const { width, height } = canvas.size();
    if (width < 1 || height < 1) return false;
    if (drawn.theme !== name) scene.recolor();
    if (drawn.run !== run) {
      scene.reshape(run, width, height);
      pointing.check(run.network.sizes);
    }
    if (drawn.run !== run || drawn.theme !== name) {
      plotly.draw(parts.plot, () => figure(store.get().run));
      structure.render(scene.shown.geometry);
      setText(parts.subtitle, shapeOf(run.network, labels, ROOM));
      parts.subtitle.title = shapeOf(run.network, labels);
      Object.assign(drawn, { run, theme: name });
    }
    return true;
  }

  function names(run) {
    const inputs = run.network.inputs.map((name) => boot.inputs[name]?.label ?? boot.inputs[name]);
    return { inputs, outputs: run.network.outputs };
  }

  function figure(run) {
    const colors = { ink: theme.color("ink"), muted: theme.color("ink-muted") };
    const words = { ...names(run), colors, font: theme.color("sans") };
    return networkFigure(boot.figures.network, scene.shown.geometry, words);
  }

  function contentNow({ run, frame, view }) {
    const focus = pointing.current();
    const pinned = view.pinned !== null;
    return focus && focusContent(focus, { run, frame, names: names(run), pinned });
  }

  /** What the keyboard has come to, said once: the card itself changes all the time. */
  function spokenNumbers() {
    const content = contentNow(store.get());
    return content ? [content.title, ...content.rows.map((row) => row.join(" "))].join(", ") : "";
  }

  function showNumbers(state) {
    const focus = pointing.current();
    // What is pinned is told below; on a walk its card would hide the way.
    const isTold = state.view.pinned && TELLING.has(state.view.below);
    if (!focus || isTold) return readout.hide();
    const content = contentNow(state);
    const pinned = state.view.pinned !== null;
    const { sides, ...point } = focusPoint(focus, scene.shown.geometry);
    return readout.show(content, point, { pinned, sides });
  }

  /** What stands under the picture: the table, the chain rule, or nothing. */
  function showBelow(state) {
    const { run, frame, view } = state;
    parts.below.render((value) => value === view.below);
    if (view.below !== "phases" && !phases.element.hidden) phases.leave();
    for (const [name, pane] of Object.entries(panes)) pane.element.hidden = view.below !== name;
    if (!run || !frame || !view.below) return;
    if (view.below in plain) plain[view.below].render(state);
    else if (view.below === "phases") phases.render(state, names(run));
    else if (view.below === "point") point.render(state, names(run));
    else if (view.below === "table") table.render(state, names(run), pointing.current());
    else {
      const looked = { focus: view.pinned, hovered: pointing.hovered() };
      inspector.render(state, names(run), looked);
    }
  }

  function render(state) {
    const { run, frame, view } = state;
    parts.edges.render(state);
    showBelow(state);
    if (!run || !frame || !arrange(state) || !scene.update(state)) return;
    const part = motion.part(frame);
    canvas.paint((context) => scene.paint(context, pointing.lit(), part));
    const edges = scene.shown.geometry.edges.length;
    const isRunning = frame.state === State.RUNNING;
    const isAhead = frame.walk.position > 0;
    const update = shownUpdate(frame);
    const later = update > 0 ? laterWords(frame) : "";
    legend.render({ ...scene.shown, edges, update, isRunning, isAhead, later }, scene.shown.kind);
    showNumbers(state);
    spoken.say(() => networkWords(store.get(), scene.shown, names(store.get().run)));
  }

  const panel = {
    render,
    image: (format) => {
      const { run, frame } = store.get();
      const title = `Network ${shapeOf(run.network, labels)}`;
      return networkImage({ plotly, theme, scene, figure: figure(run), title, frame }, format);
    },
    destroy() {
      document.removeEventListener("keydown", onEscape);
      spoken.destroy();
      signals.destroy();
      canvas.destroy();
      plotly.purge(parts.plot);
      root.replaceChildren();
    },
  };
  return panel;
}

/** Activations as people write them. */
function activationLabels({ catalogue }) {
  const { choices } = catalogue.find(({ name }) => name === "activation");
  return Object.fromEntries(choices.map(({ value, label }) => [value, label]));
}

/** The panel's elements. */
function build(root, { store }) {
  const edges = createEdgeChoice(store);
  const below = createSegmented(
    "Under the picture",
    [
      { value: "phases", label: "Phases", help: "Walk through an update: forward, error, backward, update" },
      { value: "chain", label: "Chain rule", help: "What was clicked, step by step, with its numbers" },
      { value: "layers", label: "Layers", help: "How strongly each layer learns, and which units learn no more" },
      { value: "weights", label: "Weights", help: "How large the weights are: now, at first, and over the epochs" },
      { value: "point", label: "Point", help: "What each unit does at one point, and which hold on to it" },
      { value: "table", label: "Table", help: "The same in numbers, sortable" },
      { value: "twin", label: "Twin", help: "A second run that differs in one setting, side by side" },
      { value: "runs", label: "Runs", help: "Kept runs in one table, and all runs made in this browser" },
    ],
    (value) => {
      const { view } = store.get();
      store.set({ view: { ...view, below: view.below === value ? null : value } });
    },
  );
  const subtitleText = h("span", { class: "quiet subtitle" });
  const layers = h("span", { class: "layers", role: "group", "aria-label": "Hidden layers" });
  const plot = h("div", { class: "plot" });
  const picture = h("div", { class: "picture", role: "img", tabindex: 0 }, plot);
  const columns = h("div", { class: "over-columns" });
  const told = h("p", { class: "visually-hidden", role: "status" });
  const stage = h("div", { class: "stage", translate: "no" }, picture, columns, told);
  const foot = h("footer", { class: "panel-foot" });
  const head = h(
    "header",
    { class: "panel-head" },
    h("h2", {}, "Network"),
    subtitleText,
    layers,
    edges.kinds,
  );
  below.element.classList.add("below-tabs");
  root.append(head, stage, below.element, foot);
  return { plot, picture, stage, columns, told, layers, foot, edges, below, subtitle: subtitleText };
}
