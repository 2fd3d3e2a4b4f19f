/** The + and − beside the network: hidden layers, and the units of each one. */
import { h, setText } from "../core/dom.js";

export const LIMITS = { layers: 6, units: 32, parameters: 5000 };
/** What a first hidden layer begins with; later ones copy the layer before. */
const FIRST_UNITS = 4;
const ROW_TOP = 22;

/** How many weights and biases a network of these layers has. */
export function countParameters(sizes) {
  return sizes.slice(1).reduce((sum, size, i) => sum + size * (sizes[i] + 1), 0);
}

/**
 * The hidden layers after one press, or null where a limit forbids it.
 *
 * @param {number[]} sizes all layers, inputs first
 * @param {{layer?: number, step: 1 | -1}} change `layer` 1..: its units; none: layers
 */
export function changedLayers(sizes, { layer, step }) {
  const hidden = sizes.slice(1, -1);
  if (layer) hidden[layer - 1] += step;
  else if (step > 0) hidden.push(hidden.at(-1) ?? FIRST_UNITS);
  else if (hidden.length) hidden.pop();
  else return null;
  const fits =
    hidden.length <= LIMITS.layers &&
    hidden.every((units) => units >= 1 && units <= LIMITS.units) &&
    (step < 0 || countParameters([sizes[0], ...hidden, sizes.at(-1)]) <= LIMITS.parameters);
  return fits ? hidden : null;
}

/**
 * @param {{layers: HTMLElement, columns: HTMLElement}} places `layers`: in the head;
 *   `columns`: lies over the picture
 * @param {(hidden: number[]) => void} change
 */
export function createStructure(places, change) {
  let sizes = [];
  const layers = createStepper("hidden layer", (step) => press({ step }));
  const columns = [];
  places.layers.append(h("span", {}, "Layers"), layers.element);

  function press(what) {
    const hidden = changedLayers(sizes, what);
    if (hidden) change(hidden);
  }

  function column(layer) {
    const stepper = createStepper(`unit in hidden layer ${layer}`, (step) => {
      press({ layer, step });
    });
    stepper.element.classList.add("over");
    places.columns.append(stepper.element);
    return stepper;
  }

  return {
    /** @param {import("./geometry.js").Geometry} geometry */
    render(geometry) {
      ({ sizes } = geometry);
      const count = sizes.length - 2;
      layers.render(sizes, { value: count });
      while (columns.length > count) columns.pop().element.remove();
      while (columns.length < count) columns.push(column(columns.length + 1));
      columns.forEach((stepper, i) => {
        stepper.render(sizes, { value: sizes[i + 1], layer: i + 1 });
        stepper.element.classList.toggle("stacked", geometry.stacked);
        stepper.element.style.left = `${geometry.columns[i + 1].x}px`;
        stepper.element.style.top = `${ROW_TOP}px`;
      });
    },
  };
}

function createStepper(what, press) {
  const button = (sign, label, step) =>
    h("button", { type: "button", class: "step", "aria-label": label, onclick: () => press(step) }, sign);
  const minus = button("−", `Remove a ${what}`, -1);
  const plus = button("+", `Add a ${what}`, 1);
  const value = h("span", { class: "step-value" });
  const element = h("span", { class: "stepper" }, minus, value, plus);
  return {
    element,
    render(sizes, { value: count, layer }) {
      setText(value, String(count));
      minus.disabled = !changedLayers(sizes, { layer, step: -1 });
      plus.disabled = !changedLayers(sizes, { layer, step: 1 });
    },
  };
}
