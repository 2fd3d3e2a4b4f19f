/**
 * What the network has learned: its output over the input plane on a canvas, under a
 * transparent Plotly figure with the examples; with one input, the fitted curve.
 */
import { h, setText } from "../core/dom.js";
import { isThere } from "../core/editing.js";
import { createCanvas } from "../pictures/canvas.js";
import { asFile, composeSvg, exportColors } from "../pictures/export.js";
import { learnedFigure, SETS } from "../pictures/learned_figure.js";
import { createLearnedLegend, learnedLegendText } from "../pictures/learned_legend.js";
import { learnedWords, shownWeights } from "../pictures/learned_numbers.js";
import { createLearnedScene } from "../pictures/learned_scene.js";
import { createLooking } from "../pictures/looking.js";
import { createSegmented } from "../pictures/segmented.js";
import { createPointActs } from "../pictures/point_acts.js";
import { errorDiscs } from "../pictures/point_errors.js";
import { listenToPlacing, listenToPointKeys, rowsInOrder } from "../pictures/point_keys.js";
import { clickNote, createPointTools } from "../pictures/point_tools.js";
import { createSpoken } from "../pictures/spoken.js";

const SHAPES = { train: "●", validation: "◆", test: "▲" };

/** @param {HTMLElement} root */
export function mountLearned(root, ctx) {
  const { store, commands, plotly, theme, boot, picking, editing } = ctx;
  const parts = build(root, store);
  const tools = createPointTools(store, editing, parts.picture);
  const scene = createLearnedScene(theme);
  const redraw = () => ctx.schedule.invalidate(panel);
  const canvas = createCanvas(parts.stage, () => {
    drawn.box = null;
    redraw();
  });
  const legend = createLearnedLegend(tools.back);
  const spoken = createSpoken(parts.picture);
  const looking = createLooking(parts.stage, {
    run: () => store.get().run,
    plane: () => scene.shown.plane,
    probe: commands.probe,
    examine: commands.examine,
    changed: redraw,
    isKnown: (row) => isThere(store.get().run.data, row) && !editing.isSealed(row),
    isSealed: editing.isSealed,
    note: (row) => clickNote(store.get().view, row, { editing, picking }),
  });
  const acts = createPointActs(ctx, { tell: (words) => setText(parts.told, words), show });
  const drawn = {};
  parts.foot.append(legend.element);
  parts.stage.before(tools.element);
  plotly.mount(parts.plot, boot.figures.learned.config, {
    plotly_hover: ({ points }) => looking.example(points[0].customdata),
    plotly_unhover: looking.noExample,
    plotly_click: ({ points, event }) => event.shiftKey || store.get().view.click === "add" || act(points[0].customdata),
  });
  listenToPointKeys(parts.picture, {
    rows: () => rowsInOrder(store.get().run.data, (code) => store.get().view.sets[SETS[code]] ?? true),
    current: looking.row,
    look(row) {
      looking.example(row);
      setText(parts.told, looking.words());
    },
    act,
    leave: looking.away,
  });
  const endPlacing = listenToPlacing(parts.stage, {
    plane: () => scene.shown.plane,
    wants: (event) => event.shiftKey || store.get().view.click === "add",
    place,
  });

  /** What a click on a point does, or Enter. */
  function act(row) {
    if (row !== null) looking.example(row); // Plotly's cover for drags has taken the pointer away
    acts.act(row);
  }

  /** What was asked for stands under the network. */
  async function show(asked) {
    await asked;
    document.querySelector(".inspector:not([hidden])")?.scrollIntoView({ block: "nearest" });
  }

  /** A new training point; where the plane is a line, its height is its value. */
  function place({ x, y }) {
    const isLine = store.get().run.data.dimensions === 1;
    acts.add(isLine ? [x] : [x, y], isLine ? y : tools.target());
  }

  /** What changes only with the run, the panel's size or the theme. */
  function arrange({ run, theme: name }) {
    const box = canvas.size();
    if (box.width < 1 || box.height < 1) return false;
    const same = drawn.run === run && drawn.box && drawn.theme === name;
    if (same) return true;
    if (drawn.theme !== name) scene.recolor();
    if (drawn.run !== run) {
      legend.render(run);
      parts.stage.classList.toggle("canvas-over", run.data.dimensions === 1);
      if (drawn.run?.network !== run.network) looking.away();
    }
    scene.reshape(run, box);
    Object.assign(drawn, { run, box, theme: name, output: undefined, sets: null });
    return true;
  }

  function figure({ run, view, frame }) {
    return learnedFigure(boot.figures.learned, run, {
      ...scene.shown,
      sets: view.sets,
      color: theme.color,
      names: axisNames(run, boot),
      curve: frame.state === "running" ? null : (frame.output?.curve ?? null),
    });
  }

  /** Points and axes; the fitted curve too, once it stays as it is. */
  function drawPlot({ frame, view }) {
    const curve = frame.state === "running" ? null : (frame.output?.curve ?? null);
    if (drawn.sets === view.sets && drawn.curve === curve) return;
    Object.assign(drawn, { sets: view.sets, curve });
    legend.count(store.get().run, view.sets);
    plotly.draw(parts.plot, () => figure(store.get()));
  }

  /** The map; or, while the training runs, the fitted curve; and the example looked at. */
  function drawCanvas(state) {
    const { run, frame, view } = state;
    const isRunning = frame.state === "running";
    const row = exampleRow(state);
    const isNew = drawn.output !== frame.output || drawn.state !== frame.state;
    const points = view.errors ? frame.points : null;
    const areSame = drawn.points === points && drawn.errorsOf === view.sets;
    if (!isNew && areSame && drawn.row === row) return;
    Object.assign(drawn, { output: frame.output, state: frame.state, row, points, errorsOf: view.sets });
    if (!areSame || isNew) scene.shown.discs = errorDiscs(points, run.data, scene.shown.plane, view.sets);
    legend.errors(points, view.errors);
    scene.shown.example = row === null ? null : placeOf(run.data, row);
    if (isNew) {
      scene.take(frame.output, run);
      setText(parts.shown, shownWeights(state)); // not more often than the map: a layout
    }
    canvas.paint((context) => scene.paint(context, isRunning));
    looking.again();
  }

  function render(state) {
    const { run, frame, view } = state;
    if (!run || !frame || !arrange(state)) return;
    tools.render(state);
    parts.stage.dataset.click = view.click;
    parts.sets.render(
      (set) => view.sets[set],
      (set) => run.data.counts[set] > 0,
    );
    drawCanvas(state);
    drawPlot(state);
    looking.render();
    spoken.say(() => learnedWords(store.get()));
  }

  const panel = {
    render,
    async image(format) {
      const state = store.get();
      const { width, height } = scene.shown.plane;
      const plot = await plotly.svg(figure(state), { width, height });
      const svg = composeSvg({
        width,
        height,
        title: `What it has learned, ${shownWeights(state)}`,
        legend: learnedLegendText(state.run, state.view.sets, state.view.errors ? state.frame.points : null),
        under: scene.markup(),
        plot,
        colors: exportColors(theme),
        font: theme.color("sans"),
      });
      return asFile(svg, format);
    },
    destroy() {
      endPlacing();
      looking.destroy();
      spoken.destroy();
      canvas.destroy();
      plotly.purge(parts.plot);
      root.replaceChildren();
    },
  };
  return panel;
}

/** The example that is looked into, once it can be seen: its row of the data, or null. */
function exampleRow({ run, frame, view }) {
  const chosen = view.point !== null && isThere(run.data, view.point) ? view.point : null;
  if (view.below === "point") return chosen;
  const isLookedInto = view.below === "phases" || view.below === "chain";
  if (isLookedInto) return frame.state !== "running" ? (frame.trace?.point ?? null) : null;
  return view.click === "add" ? chosen : null; // the one that was added last
}

/** Where an example stands in the plane. */
function placeOf({ x1, x2, target }, row) {
  return { x: x1[row], y: x2?.[row] ?? target[row] };
}

/** The names of the two axes: positions, or for one input its value and the target. */
function axisNames({ data, settings }, { inputs }) {
  if (settings.dataset === "iris") {
    return { x: "petal length, standardized", y: "petal width, standardized" };
  }
  return { x: inputs.x1, y: data.dimensions === 1 ? "output" : inputs.x2 };
}

/** The panel's elements. */
function build(root, store) {
  const choices = SETS.map((value) => ({ value, label: `${SHAPES[value]} ${value}` }));
  const sets = createSegmented("Points shown", choices, (set) => {
    const { view } = store.get();
    store.set({ view: { ...view, sets: { ...view.sets, [set]: !view.sets[set] } } });
  });
  const plot = h("div", { class: "plot" });
  const picture = h("div", { class: "picture", role: "img", tabindex: 0 }, plot);
  const told = h("p", { class: "visually-hidden", role: "status" });
  const stage = h("div", { class: "stage", translate: "no" }, picture, told);
  const foot = h("footer", { class: "panel-foot" });
  const shown = h("p", { class: "quiet title-note" });
  const title = h("div", { class: "title" }, h("h2", {}, "What it has learned"), shown);
  root.append(h("header", { class: "panel-head" }, title, sets.element), stage, foot);
  return { plot, picture, stage, told, foot, sets, shown };
}
