/** What lies under the points: the output's map and the line of decision. */
import { css, palette } from "./colors.js";
import { decisionFields, zeroLine } from "./contour.js";
import { short, tag } from "./export.js";
import { createOutputMap } from "./output_map.js";
import { layoutPlane, pixelOf, widen } from "./plane.js";
import { discsMarkup, paintDiscs } from "./point_errors.js";

const LINE = 1.75;
/** The ring around the example that is looked at, with ticks that lead to it. */
const RING = { radius: 9, tick: 6, width: 2.5 };
export const FIT = 2.5;

/** @param {{color: (name: string) => string}} theme */
export function createLearnedScene(theme) {
  const map = createOutputMap();
  const shown = { pieces: [], size: 0, discs: [] };

  /** From the centre of cell (0, 0) to pixels. */
  function toPixels(value, start, length) {
    return start + ((value + 0.5) / shown.size) * length;
  }

  function paintGround(context, withCurve) {
    if (shown.curve && withCurve) paintCurve(context, shown);
    if (shown.empty) return;
    const { plot } = shown.plane;
    map.draw(context, plot);
    context.strokeStyle = css(shown.palette.ink);
    context.lineWidth = LINE;
    context.lineCap = "round";
    context.beginPath();
    for (let i = 0; i < shown.pieces.length; i += 4) {
      const [x0, y0, x1, y1] = shown.pieces.slice(i, i + 4);
      context.moveTo(toPixels(x0, plot.x, plot.width), toPixels(y0, plot.y, plot.height));
      context.lineTo(toPixels(x1, plot.x, plot.width), toPixels(y1, plot.y, plot.height));
    }
    context.stroke();
  }

  return {
    shown,
    recolor() {
      shown.palette = palette(theme);
    },
    reshape({ data }, box) {
      const line = data.dimensions === 1;
      const values = widen(data.target_range, 0.15);
      const bar = !line && data.classes.length < 3;
      shown.plane = layoutPlane(box, { domain: data.domain, line, bar, range: values });
      shown.limit = outputLimit(data);
    },
    /** @param {object | null} output a frame's output map */
    take(output, { data }) {
      shown.curve = output?.curve ?? null;
      shown.empty = !output?.cells;
      if (shown.empty) return;
      map.fill(output, shown.limit, shown.palette);
      shown.size = output.size;
      shown.pieces =
        data.task === "classification"
          ? decisionFields(output).flatMap((field) => zeroLine(field, output.size))
          : [];
    },
    /** `withCurve`: the fitted curve is not in Plotly's layer. */
    paint(context, withCurve) {
      paintGround(context, withCurve);
      paintDiscs(context, shown.discs, css(shown.palette.ink));
      if (shown.example) paintExample(context, shown.example, shown);
    },
    /** The same as markup for the export, but for the example looked at. */
    markup() {
      const discs = discsMarkup(shown.discs, css(shown.palette.ink));
      if (shown.empty) return discs;
      const { plot } = shown.plane;
      const image = { ...plot, href: map.url(), preserveAspectRatio: "none" };
      let d = "";
      for (let i = 0; i < shown.pieces.length; i += 2) {
        const x = short(toPixels(shown.pieces[i], plot.x, plot.width));
        const y = short(toPixels(shown.pieces[i + 1], plot.y, plot.height));
        d += `${i % 4 === 0 ? "M" : "L"}${x} ${y}`;
      }
      const stroke = { stroke: css(shown.palette.ink), "stroke-width": LINE };
      return tag("image", image) + tag("path", { d, fill: "none", ...stroke }) + discs;
    },
  };
}

function paintCurve(context, { curve, plane, palette: colors }) {
  context.strokeStyle = css(colors.ink);
  context.lineWidth = FIT;
  context.lineJoin = "round";
  context.beginPath();
  curve.x.forEach((x, i) => {
    const point = pixelOf(plane, x, curve.y[i]);
    if (i === 0) context.moveTo(point.x, point.y);
    else context.lineTo(point.x, point.y);
  });
  context.stroke();
}

function paintExample(context, { x, y }, { plane, palette: colors }) {
  const point = pixelOf(plane, x, y);
  const { radius, tick, width } = RING;
  context.strokeStyle = css(colors.accent);
  context.lineWidth = width;
  context.beginPath();
  context.arc(point.x, point.y, radius, 0, 2 * Math.PI);
  for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
    context.moveTo(point.x + dx * radius, point.y + dy * radius);
    context.lineTo(point.x + dx * (radius + tick), point.y + dy * (radius + tick));
  }
  context.stroke();
}

/** The output that has the full colour: for values, the largest target. */
export function outputLimit({ task, target_range: [low, high] }) {
  if (task === "classification") return 1;
  return Math.max(Math.abs(low), Math.abs(high), 1e-9);
}
