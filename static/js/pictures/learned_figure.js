/** The Plotly figure over the output map: points, axes, the scale of the colours. */
import { textPx } from "../core/text_size.js";
import { REMOVED } from "../protocol.js";
import { colorScale, css } from "./colors.js";
import { FIT } from "./learned_scene.js";
import { DEPTH } from "./output_map.js";

export const SETS = ["train", "validation", "test"];

/** Indexes of the points of one set, of those that are shown. */
export function pointsOf({ set }, code) {
  const indexes = [];
  for (let i = 0; i < set.length; i += 1) if (set[i] === code) indexes.push(i);
  return indexes;
}

/** Indexes of the points with a flipped label, of the sets that are shown. */
export function wrongShown({ flipped, set }, sets) {
  const indexes = [];
  for (let i = 0; i < flipped.length; i += 1) {
    if (flipped[i] && sets[SETS[set[i]]]) indexes.push(i);
  }
  return indexes;
}

/** Indexes of the points that the person has added, if their set is shown. */
export function addedShown({ set, added }, sets) {
  const first = set.length - added;
  return pointsOf({ set }, SETS.indexOf("train")).filter((row) => row >= first && sets.train);
}

/**
 * @param {object} skeleton
 * @param {object} run
 * @param {{plane: object, sets: Record<string, boolean>, palette: object,
 *   color: (name: string) => string, limit: number, names: {x: string, y: string},
 *   curve: {x: Float32Array, y: Float32Array} | null}} parts
 */
export function learnedFigure(skeleton, run, parts) {
  const [fit, train, validation, test, rings, added, removed, scale] = skeleton.data;
  const { data } = run;
  const traces = [train, validation, test].map((trace, code) => {
    const indexes = parts.sets[SETS[code]] ? pointsOf(data, code) : [];
    return pointTrace(trace, indexes, run, { ...parts, set: SETS[code] });
  });
  return {
    data: [
      fitTrace(fit, parts),
      ...traces,
      markTrace(rings, wrongShown(data, parts.sets), data, { color: parts.color("ink"), line: { width: 1.5 } }),
      markTrace(added, addedShown(data, parts.sets), data, { color: parts.color("accent"), line: { width: 1.75 } }),
      markTrace(removed, pointsOf(data, REMOVED), data, { color: parts.color("ink-muted"), line: { width: 1.75 } }),
      scaleTrace(scale, run, parts),
    ],
    layout: layoutOf(skeleton.layout, run, parts),
    config: skeleton.config,
  };
}

function fitTrace(trace, { curve, color }) {
  const line = { color: color("ink"), width: FIT };
  return { ...trace, line, x: curve ? [...curve.x] : [], y: curve ? [...curve.y] : [] };
}

/** With one input the colour tells the set, as in the curves; else the target. */
function pointTrace(trace, indexes, { data }, { palette, color, limit, set }) {
  const line = data.dimensions === 1;
  const classes = data.task === "classification";
  const values = indexes.map((i) => data.target[i]);
  const look = line
    ? { color: color(set), opacity: 0.75, size: 7 }
    : classes
      ? { color: values.map((k) => css(palette.classes[k])) }
      : {
          color: values,
          cmin: -limit,
          cmax: limit,
          // The map's own colours: where a point fits, it melts into the ground.
          colorscale: colorScale(palette.ends, DEPTH),
        };
  const edge = line || classes ? color("panel") : color("ink-muted");
  return {
    ...trace,
    x: indexes.map((i) => data.x1[i]),
    y: line ? values : indexes.map((i) => data.x2[i]),
    customdata: indexes,
    marker: {
      ...trace.marker,
      ...look,
      line: { color: edge, width: line ? 0.5 : 1 },
    },
  };
}

/** A mark around, or in the place of, some of the points. */
function markTrace(trace, indexes, data, look) {
  return {
    ...trace,
    x: indexes.map((i) => data.x1[i]),
    y: indexes.map((i) => data.x2?.[i] ?? data.target[i]),
    customdata: indexes,
    marker: { ...trace.marker, ...look },
  };
}

/** No points: it holds the scale beside the map. Classes beyond two have a legend. */
function scaleTrace(trace, { data }, { palette, color, limit }) {
  const showscale = data.dimensions === 2 && data.classes.length < 3;
  const binary = data.classes.length === 2;
  return {
    ...trace,
    visible: showscale,
    marker: {
      ...trace.marker,
      showscale,
      color: [0],
      cmin: binary ? 0 : -limit,
      cmax: binary ? 1 : limit,
      colorscale: colorScale(palette.ends, DEPTH),
      colorbar: {
        thickness: 9,
        len: 1,
        x: 1.025,
        xpad: 0,
        ypad: 0,
        outlinewidth: 0,
        nticks: 5,
        ticks: "",
        tickfont: { color: color("ink-muted"), size: textPx(11) },
      },
    },
  };
}

function layoutOf(layout, { data }, { plane, color, names }) {
  const muted = color("ink-muted");
  const axis = { tickfont: { color: muted, size: textPx(11) }, ticks: "outside", ticklen: 4 };
  const title = (text) => ({ text, standoff: 6, font: { color: muted, size: textPx(12) } });
  const line = data.dimensions === 1;
  const grid = line ? { showgrid: true, gridcolor: color("grid") } : {};
  const more = { ...axis, ...grid, tickcolor: color("line-strong") };
  const bar = !line && data.classes.length < 3;
  return {
    ...layout,
    width: plane.width,
    height: plane.height,
    margin: { ...plane.margin, pad: 0 },
    font: { family: color("sans"), color: color("ink"), size: textPx(12) },
    xaxis: { ...layout.xaxis, ...more, range: plane.ranges.x, title: title(names.x) },
    yaxis: { ...layout.yaxis, ...more, range: plane.ranges.y, title: title(names.y) },
    annotations: bar ? [barTitle(muted)] : [],
  };
}

/** Plotly's own title of the scale would stand on its numbers. */
function barTitle(color) {
  return {
    text: "output",
    x: 1,
    xref: "paper",
    xshift: textPx(52),
    xanchor: "center",
    y: 0.5,
    yref: "paper",
    textangle: -90,
    showarrow: false,
    font: { color, size: textPx(12) },
  };
}
