/** How each layer learned over the epochs: Plotly's figure, a line a layer. */
import { textBox, textPx } from "../core/text_size.js";
import { lastEpoch, logRange, ticksOf } from "../pictures/axes.js";
import { css, mix, parseColor } from "../pictures/colors.js";

/** What the curves can show. */
export const KINDS = {
  delta: { label: "Deltas", axis: "rms(δ)" },
  gradient: { label: "Gradients", axis: "rms(∂E/∂w)" },
};
/** Labels at the lines' ends stand at least so far apart, in pixels. */
const APART = 13;

/** One hue from the first layer to the last. */
export function layerColors(count, color) {
  const [first, last] = ["layer-first", "layer-last"].map((name) => parseColor(color(name)));
  return Array.from({ length: count }, (_, i) => css(mix(first, last, count > 1 ? i / (count - 1) : 1)));
}

/** The last value of a line, null where it has none. */
const endOf = (values) => values.findLast((value) => value !== null) ?? null;

/**
 * @param {object} skeleton the figure of app/web/figures.py
 * @param {{epoch: number[], delta: (number|null)[][], gradient: (number|null)[][]}} series
 * @param {{kind: string, names: string[], size: {width: number, height: number},
 *   color: (name: string) => string}} parts
 */
export function layersFigure(skeleton, series, parts) {
  const lines = series[parts.kind].slice(0, skeleton.data.length);
  const colors = layerColors(lines.length, parts.color);
  const data = lines.map((values, i) => {
    const trace = skeleton.data[i];
    const name = parts.names[i];
    return {
      ...trace,
      name,
      x: series.epoch,
      y: values,
      line: { ...trace.line, color: colors[i] },
      marker: { ...trace.marker, color: colors[i], line: { color: parts.color("panel"), width: 1 } },
    };
  });
  return { data, layout: layoutOf(skeleton.layout, series, lines, colors, parts), config: skeleton.config };
}

function layoutOf(layout, { epoch }, lines, colors, { kind, names, size, color }) {
  const muted = color("ink-muted");
  const all = lines.flat().filter((value) => value !== null);
  const low = all.reduce((least, value) => Math.min(least, value), Infinity);
  const high = all.reduce((most, value) => Math.max(most, value), 0);
  const range = all.length ? logRange([low, high]) : [-3, 0];
  const ticks = ticksOf(range, true);
  const axis = { gridcolor: color("grid"), tickfont: { color: muted, size: textPx(11) } };
  const title = (text) => ({ text, standoff: 6, font: { color: muted, size: textPx(12) } });
  const margin = textBox(layout.margin);
  const height = size.height - margin.t - margin.b;
  return {
    ...layout,
    ...size,
    margin,
    font: { family: color("sans"), color: color("ink"), size: textPx(12) },
    xaxis: {
      ...layout.xaxis,
      ...axis,
      range: [0, lastEpoch(epoch.at(-1) ?? 0)],
      title: title("epoch"),
    },
    yaxis: {
      ...layout.yaxis,
      ...axis,
      range,
      ...(ticks ? { tickvals: ticks.values, ticktext: ticks.texts } : {}),
      title: title(KINDS[kind].axis),
    },
    annotations: labels(lines, { names, colors, range, height }),
  };
}

/** Each line's name at its end; names that would overlap are pushed apart. */
function labels(lines, { names, colors, range: [low, high], height }) {
  const ends = lines
    .map((values, i) => ({ i, value: endOf(values) }))
    .filter(({ value }) => value !== null)
    .map(({ i, value }) => ({ i, at: ((high - Math.log10(value)) / (high - low)) * height }))
    .sort((a, b) => a.at - b.at);
  const places = spread(ends.map(({ at }) => at), height);
  return ends.map(({ i }, k) => ({
    text: names[i],
    x: 1,
    xref: "paper",
    xanchor: "left",
    xshift: 4,
    y: 1 - places[k] / height,
    yref: "paper",
    yanchor: "middle",
    showarrow: false,
    font: { color: colors[i], size: textPx(11) },
  }));
}

/** Ascending places, moved as little as keeps them apart and within the height. */
export function spread(places, height, apart = textPx(APART)) {
  const moved = [];
  for (const place of places) moved.push(Math.max(place, (moved.at(-1) ?? -Infinity) + apart));
  for (let k = moved.length - 1, most = height; k >= 0 && moved[k] > most; k -= 1) {
    moved[k] = most;
    most -= apart;
  }
  return moved;
}
