/** The error curves: a Plotly figure that grows, and the patience bar under it. */
import { cautionsOf } from "../core/cautions.js";
import { h, setHidden, setText } from "../core/dom.js";
import { createEpochErrors } from "../core/epoch_errors.js";
import { formatNumber } from "../core/format.js";
import { isTestOpen, runKey } from "../core/state.js";
import { createCanvas } from "../pictures/canvas.js";
import { flagName } from "../pictures/changes.js";
import { createCurveDrawing, metricOf, showsBoth } from "../pictures/curve_drawing.js";
import { shownSets } from "../pictures/curve_figure.js";
import { createCriteria } from "../pictures/criteria.js";
import { createGapWords } from "../pictures/gap_words.js";
import { createGhost } from "../pictures/ghost.js";
import { createCurvePointing } from "../pictures/curve_pointing.js";
import { createCurveLegend } from "../pictures/curve_legend.js";
import { curveNotes, curveWords } from "../pictures/curve_words.js";
import { asFile, composeSvg, exportColors } from "../pictures/export.js";
import { isOut } from "../pictures/overlays.js";
import { createSegmented } from "../pictures/segmented.js";
import { createSpoken } from "../pictures/spoken.js";
import { stopOf } from "../pictures/stops.js";

/** @param {HTMLElement} root */
export function mountCurves(root, ctx) {
  const { store, plotly, theme, boot } = ctx;
  const criteria = createCriteria(boot);
  const gap = createGapWords();
  const legend = createCurveLegend();
  const parts = build(root, store);
  const spoken = createSpoken(parts.picture);
  const canvas = createCanvas(parts.stage, () => {
    drawing.forget();
    ctx.schedule.invalidate(panel);
  });
  const changed = () => ctx.schedule.invalidate(panel);
  /** What Share tells of, too. */
  function seen() {
    store.set({ zoomed: drawing.zooming.zoom.isOn() ? runKey(store.get().run) : null });
    changed();
  }
  const drawing = createCurveDrawing(ctx, { canvas, plot: parts.plot, changed: seen });
  const exact = createEpochErrors({ ...ctx, changed });
  const { drag, nearer, reset, zoom } = drawing.zooming;
  const pointing = createCurvePointing(ctx, parts, { view: drawing.view, exact: exact.at, zoom: drag, nearer, reset });
  parts.unzoom.addEventListener("click", reset);
  const ghost = createGhost(ctx);
  const notes = h("p", { class: "stopping-notes", hidden: true });
  parts.foot.append(gap.element, criteria.element, notes, ghost.element);
  parts.stage.append(legend.element);
  plotly.mount(parts.plot, boot.figures.curves.config);

  function render(state) {
    const { run, frame, view } = state;
    if (!run || !frame) return;
    const metric = metricOf(state);
    const isBoth = showsBoth(state);
    parts.metrics.element.hidden = run.data.task !== "classification";
    parts.metrics.render((value) => value === (isBoth ? "both" : metric));
    parts.options.render(
      (name) => Boolean(view[name]) && (name !== "test" || isTestOpen(state)),
      (name) => (name === "log" ? metric === "error" : isTestOpen(state)),
    );
    gap.render(state, isBoth ? "both" : metric);
    criteria.render(state);
    const cautions = [...cautionsOf(state).values()];
    setText(notes, cautions.join(" "));
    notes.hidden = cautions.length === 0;
    ghost.render(state);
    legend.render(shownSets(state), { flags: flagName(state.changes), hasTwin: frame.twin !== null && !isOut(frame.twin), isBoth });
    if (canvas.size().width < 1) return;
    drawing.render(state);
    pointing.render();
    showPeak(parts.peak, drawing.view().scene);
    setHidden(parts.unzoom, !zoom.isOn(), parts.picture);
    spoken.say(() => curveWords(store.get(), metric, stopOf(store.get()), isBoth));
  }

  const panel = {
    render,
    async image(format) {
      const state = store.get();
      const box = canvas.size();
      const plot = await plotly.svg(drawing.figure(state, { legend: true, withMarks: true }), box);
      const svg = composeSvg({
        ...box,
        title: "Error curves",
        legend: curveNotes(state, drawing.flags(state), stopOf(state)),
        under: "",
        plot,
        colors: exportColors(theme),
        font: theme.color("sans"),
      });
      return asFile(svg, format);
    },
    destroy() {
      spoken.destroy();
      pointing.destroy();
      canvas.destroy();
      plotly.purge(parts.plot);
      root.replaceChildren();
    },
  };
  return panel;
}

/** What the axis cuts off, said: a few peaks must not flatten everything else. */
function showPeak(element, { peak }) {
  element.hidden = peak === null;
  setText(element, peak === null ? "" : `↑ peaks up to ${formatNumber(peak, { digits: 2 })} cut off`);
}

/** The panel's elements. */
function build(root, store) {
  const change = (patch) => store.set({ view: { ...store.get().view, ...patch(store.get().view) } });
  const metrics = createSegmented(
    "What the curves show",
    [
      { value: "error", label: "Error" },
      { value: "accuracy", label: "Accuracy" },
      { value: "both", label: "Both", help: "Errors, and accuracies dashed on an axis at the right" },
    ],
    (metric) => change(() => ({ metric })),
  );
  const options = createSegmented(
    "Options of the curves",
    [
      { value: "log", label: "Log", help: "Logarithmic error axis" },
      { value: "test", label: "Test", help: "Show the test set's curve, once it was opened" },
    ],
    (name) => change((view) => ({ [name]: !view[name] })),
  );
  const plot = h("div", { class: "plot" });
  const picture = h("div", { class: "picture zoomable", role: "img", tabindex: 0 }, plot);
  const unzoom = h("button", { type: "button", class: "small unzoom", title: "Also: a double click on the curves" }, "Reset zoom");
  unzoom.hidden = true;
  const peak = h("p", { class: "peak", title: "The axis fits all other errors. Log shows these, too." });
  peak.hidden = true;
  const stage = h("div", { class: "stage canvas-over", translate: "no" }, picture, unzoom, peak);
  const foot = h("footer", { class: "panel-foot" });
  const push = h("span", { class: "push" }, metrics.element, options.element);
  root.append(h("header", { class: "panel-head" }, h("h2", {}, "Curves"), push), stage, foot);
  return { plot, picture, stage, foot, unzoom, peak, metrics, options };
}
