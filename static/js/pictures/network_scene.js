/**
 * What the network's picture shows at the moment: geometry, the values of the chosen
 * kind, their scales, the maps. Painting on the canvas and the SVG export read it.
 */
import { css, palette } from "./colors.js";
import { paintEdges, sortByStrength } from "./edges.js";
import { paintFlow } from "./flow.js";
import { layoutNetwork } from "./geometry.js";
import { edgeKind } from "./gradient_parts.js";
import { marksOf } from "./health.js";
import { paintLabels } from "./labels.js";
import { createAtlas, mapLimits, mapTables } from "./maps.js";
import { paintNodes } from "./nodes.js";
import { followLimit, largest } from "./scale.js";
import { examShown, numbersAt } from "./point_numbers.js";
import { dropsAny, flowOf, isDropped, knownDeltas, unitNumber } from "./walking.js";

/** What edges and bias marks can show: which arrays of a layer, and its name. */
export const KINDS = {
  weight: { edges: "weights", biases: "biases", label: "Weight", name: "weight", sign: "w" },
  gradient: {
    edges: "weightGradients",
    biases: "biasGradients",
    label: "Gradient",
    name: "gradient",
    sign: "∂E/∂w",
  },
  change: {
    edges: "weightChanges",
    biases: "biasChanges",
    label: "Update",
    name: "update",
    sign: "Δw",
  },
};

/** The gradient's two parts (gradient_parts.js): kinds that no button of their own names. */
const PART_KINDS = {
  data: { name: "data gradient", sign: "" },
  penalty: { name: "penalty's pull", sign: "" },
};

/** A kind's name and sign. */
export function kindOf(kind) {
  return KINDS[kind] ?? PART_KINDS[kind];
}

/** Each layer's `[edges, biases]` of a kind. */
function valuesOf(frame, kind) {
  if (kind in PART_KINDS) return frame.pulls[kind].map(({ weights, biases }) => [weights, biases]);
  const { edges, biases } = KINDS[kind];
  return frame.layers.map((layer) => [layer[edges], layer[biases]]);
}

/** @param {{color: (name: string) => string}} theme */
export function createNetworkScene(theme) {
  const units = createAtlas();
  const inputs = createAtlas();
  const shown = { limits: {}, deltaLimit: 0 };
  const last = {};

  /** Lays the network out; a new one forgets the scales of the one before. */
  function reshape(run, width, height) {
    const { sizes, outputs } = run.network;
    const same = shown.network === run.network;
    shown.network = run.network;
    shown.geometry = layoutNetwork(sizes, { width, height, labels: outputs.length > 1 });
    const count = shown.geometry.edges.length;
    shown.values = new Float32Array(count);
    shown.order = Uint16Array.from({ length: count }, (_, index) => index);
    if (same) return;
    shown.limits = {};
    shown.deltaLimit = 0;
  }

  function recolor() {
    const colors = palette(theme);
    const names = ["positive", "negative", "neutral", "ink", "panel", "line"];
    shown.palette = colors;
    shown.colors = Object.fromEntries(names.map((name) => [name, css(colors[name])]));
    shown.font = theme.color("mono");
    shown.tables = mapTables(colors);
  }

  /** Where in an update one of its examples is looked at; null between two updates. */
  function takeWalk({ trace, walk }, below) {
    shown.trace = trace;
    shown.walk = below === "phases" && walk.position > 0 && trace ? walk : null;
    shown.flow = shown.walk && flowOf(walk, shown.geometry.sizes.length - 1);
    shown.dropped = dropsAny(trace) ? (layer, unit) => isDropped(trace, layer, unit) : null;
  }

  /** Takes the frame's numbers over. The limit is one for edges and biases alike. */
  function takeNumbers(frame, kind) {
    const values = valuesOf(frame, kind);
    shown.kind = kind;
    let start = 0;
    for (const [edges] of values) {
      shown.values.set(edges, start);
      start += edges.length;
    }
    const deltas = shown.walk && knownDeltas(shown.walk, shown.trace);
    shown.layers = frame.layers.map((layer, i) => {
      return { biases: values[i][1], deltas: deltas?.[i] ?? layer.deltas };
    });
    const all = [shown.values, ...shown.layers.map((layer) => layer.biases)];
    shown.limits[kind] = followLimit(shown.limits[kind] ?? 0, largest(all));
    shown.limit = shown.limits[kind];
    shown.deltaLimit = shown.walk
      ? largest(shown.trace.layers.map((layer) => layer.deltas))
      : followLimit(shown.deltaLimit, largest([frame.deltas]));
    sortByStrength(shown.values, shown.order);
  }

  function takeMaps(run, frame) {
    const { columns, sizes } = shown.geometry;
    const hidden = columns.slice(1);
    const first = frame.maps ? frame.maps.length - sizes.at(-1) : 0;
    const classes = sizes.at(-1) > 1 && run.network.output === "softmax";
    const { signed, classes: tables } = shown.tables;
    if (frame.maps) {
      units.fill(frame.maps, mapLimits(frame.maps, run.network, hidden), (index) => {
        return classes && index >= first ? tables[index - first] ?? signed : signed;
      });
    }
    const own = run.input_maps?.map((map) => Math.max(map.scale, 1e-12));
    inputs.fill(run.input_maps, own, () => signed);
  }

  function drawMap(context, { layer, unit }, x, y, side) {
    const atlas = layer === 0 ? inputs : units;
    atlas.draw(context, layer === 0 ? unit : unitIndex(layer, unit), x, y, side);
  }

  /** A unit's place among the units of layers 1 to L. */
  function unitIndex(layer, unit) {
    const before = shown.geometry.sizes.slice(1, layer);
    return unit + before.reduce((sum, size) => sum + size, 0);
  }

  /** Marks are made anew only when the server has judged the units anew. */
  function takeHealth({ health }, exam) {
    if (last.health === health && last.exam === exam && shown.marks) return;
    Object.assign(last, { health, exam });
    shown.marks = marksOf(health, exam?.units);
    shown.numbers = exam && numbersAt(exam, shown.geometry.sizes);
  }

  return {
    shown,
    reshape,
    recolor,
    /** @returns {boolean} whether there is something to paint */
    update({ run, frame, view, settings, exam }) {
      if (!shown.geometry || !frame?.layers) return false;
      if (frame.layers.length !== shown.geometry.columns.length - 1) return false;
      takeWalk(frame, view.below);
      takeNumbers(frame, edgeKind({ view, settings, frame }));
      takeHealth(frame, examShown({ run, view, exam }));
      if (last.maps !== frame.maps || last.run !== run || last.tables !== shown.tables) {
        takeMaps(run, frame);
        Object.assign(last, { maps: frame.maps, run, tables: shown.tables });
      }
      return true;
    },
    /** `part`, from 0 to 1: how far the signals of a phase have come. */
    paint(context, focus, part = 1) {
      const scene = { ...shown, focus, drawMap };
      const { walk, trace, flow } = shown;
      paintEdges(context, scene);
      if (flow) paintFlow(context, scene, flow, part);
      paintNodes(context, scene);
      if (walk) paintLabels(context, scene, (node) => unitNumber(walk, trace, node), part);
      else if (shown.numbers) paintLabels(context, scene, ({ layer, unit }) => shown.numbers[layer]?.[unit] ?? null);
    },
    /** A unit's map as a data URL, for the export. */
    mapUrl({ layer, unit }) {
      return layer === 0 ? inputs.url(unit) : units.url(unitIndex(layer, unit));
    },
  };
}
