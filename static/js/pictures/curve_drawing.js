/**
 * Draws the error curves: lines and axes with Plotly, now and then while the training
 * runs; the marks, the gap and the newest piece of each line on the canvas meanwhile.
 */
import { runKey } from "../core/state.js";
import { PACE_MS } from "../core/plotly.js";
import { createRanges } from "./axes.js";
import { flagsOf } from "./changes.js";
import { curveFigure, curveScene } from "./curve_figure.js";
import { createCurveZoom } from "./curve_zoom.js";
import { marginOf, secondLine } from "./curve_second.js";
import { paintTail } from "./curve_tail.js";
import { paintGap } from "./gap.js";
import { ghostOf } from "./ghost.js";
import { axesOf, paintMarks } from "./marks_canvas.js";
import { paintTwinTail } from "./overlays.js";
import { stopOf } from "./stops.js";
import { paintVisit, visitMark } from "./visit_mark.js";

/** What the left axis shows. Accuracies are there for classes only. */
export function metricOf({ run, view }) {
  const isAsked = run.data.task === "classification" && view.metric === "accuracy";
  return isAsked ? "accuracy" : "error";
}

/** Whether the accuracies stand beside the errors, on an axis at the right. */
export function showsBoth({ run, view }) {
  return run.data.task === "classification" && view.metric === "both";
}

/**
 * @param {object} ctx
 * @param {{canvas: object, plot: HTMLElement, changed: () => void}} places `changed`: called
 *   when another part of the curves is to be seen
 */
export function createCurveDrawing({ store, plotly, theme, boot }, { canvas, plot: root, changed }) {
  const skeleton = boot.figures.curves;
  const labels = Object.fromEntries(boot.catalogue.map(({ name, label }) => [name, label]));
  const ranges = createRanges();
  const accuracyRanges = createRanges();
  let drawn = { figure: [], canvas: [], to: Infinity, twinTo: Infinity };
  let last = null;
  const zooming = createCurveZoom(() => last, changed);
  const { zoom } = zooming;

  const flags = ({ changes }, { range }) => {
    const scale = canvas.size().width / (range.x[1] - range.x[0]);
    return flagsOf(changes, (name) => labels[name] ?? name, scale);
  };

  function sceneOf(state) {
    const isBoth = showsBoth(state);
    const { width, height } = plotOf(isBoth);
    const secondRanges = isBoth ? accuracyRanges : null;
    zoom.follow(runKey(state.run));
    return curveScene(state, { ranges, secondRanges, metric: metricOf(state), stop: stopOf(state), width, height, zoom });
  }

  function plotOf(isBoth) {
    const { l, r, t, b } = marginOf(skeleton.layout, isBoth);
    const { width, height } = canvas.size();
    return { x: l, y: t, width: width - l - r, height: height - t - b };
  }

  /** What is seen, and where: for pointing at it. */
  function viewOf(state, scene) {
    const { range, log, second } = scene;
    const plot = plotOf(Boolean(second));
    const secondAxes = second ? axesOf(plot, second.range, false) : null;
    return { scene, plot, axes: axesOf(plot, range, log), secondAxes, flags: flags(state, scene) };
  }

  function figure(state, more) {
    const scene = sceneOf(state);
    return curveFigure(skeleton, state, scene, {
      size: canvas.size(),
      color: theme.color,
      flags: flags(state, scene),
      withMarks: state.frame.state !== "running",
      ...more,
    });
  }

  /** A change of a setting has a flag: soon, but not in the way of the slider itself. */
  const pace = (isChanged) => (isChanged ? PACE_MS.soon : PACE_MS.unattended);

  /** The figure follows the training at its pace; any other change is drawn at once. */
  function drawFigure(state, { range, second }) {
    const { run, series, view, changes, theme: name, frame, kept } = state;
    const isRunning = frame.state === "running";
    const fixed = [run, name, view.metric, view.log, view.test, frame.test_is_open, isRunning, kept, frame.twin?.id, ...range.x, ...range.y, ...(second?.range.y ?? [])];
    const rest = isRunning ? [] : [frame.stopping.best_epoch, frame.stopping.lower_epoch, stopOf(state), ghostOf(state)];
    const twin = frame.twin?.series ?? null;
    const now = [series, changes, twin, ...fixed, ...rest];
    if (same(now, drawn.figure)) return;
    const isShorter = (twin?.epoch.at(-1) ?? 0) < drawn.twinTo;
    const grew = isRunning && !isShorter && same(fixed, drawn.figure.slice(3));
    const isChanged = changes !== drawn.figure[1];
    // Beside a run that holds still, only its twin may have grown.
    const isTwin = !isShorter && same([...now.slice(0, 2), ...now.slice(3)], [...drawn.figure.slice(0, 2), ...drawn.figure.slice(3)]);
    drawn.figure = now;
    plotly.draw(root, current, grew ? pace(isChanged) : isTwin ? PACE_MS.soon : 0);
  }

  /**
   * While the training runs, marks and the newest piece of the curves are painted here;
   * else Plotly has them all.
   */
  function drawCanvas(state, scene) {
    const { frame, theme: name, series } = state;
    const { marks, range, log, second } = scene;
    const isRunning = frame.state === "running";
    const now = [isRunning, name, series, frame.twin?.series, drawn.to, drawn.twinTo, frame.stopping.best_epoch, frame.stopping.lower_epoch, frame.visit?.epoch, ...range.x, ...range.y, ...(second?.range.y ?? [])];
    if (same(now, drawn.canvas)) return;
    drawn.canvas = now;
    const plot = plotOf(Boolean(second));
    const place = { plot, axes: axesOf(plot, range, log), color: theme.color, from: drawn.to };
    canvas.paint((context) => {
      const visit = visitMark(state, scene);
      if (visit) paintVisit(context, visit, place);
      if (!isRunning) return;
      paintGap(context, series, scene, place);
      paintMarks(context, marks, place);
      paintTail(context, series, scene, place);
      paintTwinTail(context, scene.overlays, place, drawn.twinTo);
      if (second) paintTail(context, series, second, { ...place, axes: axesOf(plot, second.range, false), line: secondLine });
    });
  }

  /** The figure for the newest state; from here on it is what Plotly shows. */
  function current() {
    const state = store.get();
    drawn.to = state.series.epoch.at(-1) ?? -1;
    drawn.twinTo = state.frame.twin?.series.epoch.at(-1) ?? -1;
    return figure(state);
  }

  return {
    flags: (state) => flags(state, sceneOf(state)),
    figure,
    zooming,
    /** What was drawn last, and where; null before anything was. */
    view: () => last,
    /** Forgets what was drawn: the panel has another size. */
    forget() {
      drawn = { figure: [], canvas: [], to: Infinity, twinTo: Infinity };
    },
    render(state) {
      const scene = sceneOf(state);
      last = viewOf(state, scene);
      drawFigure(state, scene);
      drawCanvas(state, scene);
    },
  };
}

function same(a, b) {
  return a.length === b.length && a.every((part, i) => part === b[i]);
}
