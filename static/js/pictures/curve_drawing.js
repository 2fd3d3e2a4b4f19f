/**
 * Draws the error curves: lines and axes with Plotly, now and then while the training
 * runs; the marks, the gap and the newest piece of each line on the canvas meanwhile.
 */
import { PACE_MS } from "../core/plotly.js";
import { createRanges } from "./axes.js";
import { flagsOf } from "./changes.js";
import { curveFigure, curveScene } from "./curve_figure.js";
import { paintTail } from "./curve_tail.js";
import { paintGap } from "./gap.js";
import { ghostOf } from "./ghost.js";
import { axesOf, paintMarks } from "./marks_canvas.js";
import { stopOf } from "./stops.js";

/** Accuracies are there for classes only. */
export function metricOf({ run, view }) {
  return run.data.task === "classification" ? (view.metric ?? "error") : "error";
}

/**
 * @param {object} ctx
 * @param {{canvas: object, plot: HTMLElement}} places
 */
export function createCurveDrawing({ store, plotly, theme, boot }, { canvas, plot: root }) {
  const skeleton = boot.figures.curves;
  const { margin } = skeleton.layout;
  const labels = Object.fromEntries(boot.catalogue.map(({ name, label }) => [name, label]));
  const ranges = createRanges();
  let drawn = { figure: [], canvas: [], to: Infinity };

  const flags = ({ changes }) => flagsOf(changes, (name) => labels[name] ?? name);

  function sceneOf(state) {
    const width = canvas.size().width - margin.l - margin.r;
    return curveScene(state, { ranges, metric: metricOf(state), stop: stopOf(state), width });
  }

  function figure(state, more) {
    return curveFigure(skeleton, state, sceneOf(state), {
      size: canvas.size(),
      color: theme.color,
      flags: flags(state),
      withMarks: state.frame.state !== "running",
      ...more,
    });
  }

  /** A change of a setting has a flag: soon, but not in the way of the slider itself. */
  const pace = (isChanged) =>
    isChanged || root.matches(":hover") ? PACE_MS.hovered : PACE_MS.unattended;

  /** The figure follows the training at its pace; any other change is drawn at once. */
  function drawFigure(state, range) {
    const { run, series, view, changes, theme: name, frame } = state;
    const isRunning = frame.state === "running";
    const fixed = [run, name, view.metric, view.log, view.test, frame.test_is_open, isRunning, ...range.x, ...range.y];
    const rest = isRunning ? [] : [frame.stopping.best_epoch, stopOf(state), ghostOf(state)];
    const now = [series, changes, ...fixed, ...rest];
    if (same(now, drawn.figure)) return;
    const grew = isRunning && same(fixed, drawn.figure.slice(2));
    const isChanged = changes !== drawn.figure[1];
    drawn.figure = now;
    plotly.draw(root, current, grew ? pace(isChanged) : 0);
  }

  /**
   * While the training runs, marks and the newest piece of the curves are painted here;
   * else Plotly has them all.
   */
  function drawCanvas({ frame, theme: name, series }, scene) {
    const { marks, range, log } = scene;
    const isRunning = frame.state === "running";
    const now = [isRunning, name, series, drawn.to, frame.stopping.best_epoch, ...range.x, ...range.y];
    if (same(now, drawn.canvas)) return;
    drawn.canvas = now;
    const { l, r, t, b } = margin;
    const { width, height } = canvas.size();
    const plot = { x: l, y: t, width: width - l - r, height: height - t - b };
    const place = { plot, axes: axesOf(plot, range, log), color: theme.color, from: drawn.to };
    canvas.paint((context) => {
      if (!isRunning) return;
      paintGap(context, series, scene, place);
      paintMarks(context, marks, place);
      paintTail(context, series, scene, place);
    });
  }

  /** The figure for the newest state; from here on it is what Plotly shows. */
  function current() {
    const state = store.get();
    drawn.to = state.series.epoch.at(-1) ?? -1;
    return figure(state);
  }

  return {
    flags,
    figure,
    /** Forgets what was drawn: the panel has another size. */
    forget() {
      drawn = { figure: [], canvas: [], to: Infinity };
    },
    render(state) {
      const scene = sceneOf(state);
      drawFigure(state, scene.range);
      drawCanvas(state, scene);
    },
  };
}

function same(a, b) {
  return a.length === b.length && a.every((part, i) => part === b[i]);
}
