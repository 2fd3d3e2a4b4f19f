/**
 * What the person looks at: an edge, a unit or a bias, in the protocol's form
 * `{kind: "edge", layer, from, to}` or `{kind: "unit" | "bias", layer, unit}`.
 * Layers count from 0, the inputs; an edge's layer is the one it leads into.
 */
import { FocusKind } from "../protocol.js";

/**
 * A whole layer with the edges that lead into it, or, `alone`, without: what a phase of
 * an update works on.
 */
const LAYER = "layer";

export function sameFocus(a, b) {
  if (!a || !b) return a === b;
  return ["kind", "layer", "from", "to", "unit", "alone"].every((key) => a[key] === b[key]);
}

/** Whether a network of these sizes has what `focus` names. */
export function exists(focus, sizes) {
  if (!focus || focus.layer >= sizes.length) return false;
  if (focus.kind === FocusKind.EDGE) {
    return focus.from < sizes[focus.layer - 1] && focus.to < sizes[focus.layer];
  }
  return focus.unit < sizes[focus.layer];
}

/** Whether an edge belongs to the focus: it is the focus, or ends at the unit. */
export function lightsEdge(focus, { layer, from, to }) {
  if (!focus) return true;
  if (focus.kind === LAYER) return focus.layer === layer && !focus.alone;
  if (focus.kind === FocusKind.EDGE) {
    return focus.layer === layer && focus.from === from && focus.to === to;
  }
  if (focus.kind === FocusKind.BIAS) return false;
  return (
    (focus.layer === layer && focus.unit === to) ||
    (focus.layer === layer - 1 && focus.unit === from)
  );
}

/** Whether a unit belongs to the focus: it is the focus, or joined to it. */
export function lightsUnit(focus, { layer, unit }) {
  if (!focus) return true;
  if (focus.kind === LAYER) {
    return focus.layer === layer || (focus.layer - 1 === layer && !focus.alone);
  }
  if (focus.kind === FocusKind.EDGE) {
    return (
      (focus.layer === layer && focus.to === unit) ||
      (focus.layer - 1 === layer && focus.from === unit)
    );
  }
  if (focus.layer === layer) return focus.unit === unit;
  return focus.kind === FocusKind.UNIT && Math.abs(focus.layer - layer) === 1;
}

/** Whether a unit's bias mark belongs to the focus. */
export function lightsBias(focus, { layer, unit }) {
  if (!focus) return true;
  return focus.kind !== FocusKind.EDGE && focus.layer === layer && focus.unit === unit;
}

/** "input x₁", "hidden 2, unit 5", "output setosa". */
export function unitName(layer, unit, { sizes, inputs, outputs }) {
  if (layer === 0) return `input ${inputs[unit]}`;
  if (layer < sizes.length - 1) return `hidden ${layer}, unit ${unit + 1}`;
  return sizes[layer] === 1 ? "output" : `output ${outputs[unit]}`;
}

/** What is looked at, in words. */
export function focusName(focus, network) {
  if (focus.kind === FocusKind.EDGE) {
    const from = unitName(focus.layer - 1, focus.from, network);
    return `${from} → ${unitName(focus.layer, focus.to, network)}`;
  }
  const name = unitName(focus.layer, focus.unit, network);
  return focus.kind === FocusKind.BIAS ? `bias of ${name}` : name;
}

/**
 * The next thing the keyboard goes to: through all units in order, or, with `into`,
 * through the bias and the edges that lead into the unit.
 */
export function nextFocus(focus, sizes, step, into = false) {
  const target = focus?.kind === FocusKind.EDGE ? focus.to : focus?.unit;
  if (into && focus && focus.layer > 0) {
    const list = [
      { kind: FocusKind.BIAS, layer: focus.layer, unit: target },
      ...Array.from({ length: sizes[focus.layer - 1] }, (_, from) => {
        return { kind: FocusKind.EDGE, layer: focus.layer, from, to: target };
      }),
    ];
    return turn(list, list.findIndex((each) => sameFocus(each, focus)), step);
  }
  const units = sizes.flatMap((count, layer) => {
    return Array.from({ length: count }, (_, unit) => ({ kind: "unit", layer, unit }));
  });
  const at = focus ? { kind: "unit", layer: focus.layer, unit: target } : null;
  return turn(units, units.findIndex((each) => sameFocus(each, at)), step);
}

function turn(list, index, step) {
  if (index < 0) return step > 0 ? list[0] : list.at(-1);
  return list[(index + step + list.length) % list.length];
}
