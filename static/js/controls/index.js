/** The control of each kind of setting. */
import { createChoice } from "./choice.js";
import { createDatasets } from "./datasets.js";
import { createFlag } from "./flag.js";
import { createInputs } from "./inputs.js";
import { createLayers } from "./layers.js";
import { createSeed } from "./seed.js";
import { createSlider } from "./slider.js";

const KINDS = {
  choice: createChoice,
  flag: createFlag,
  inputs: createInputs,
  integer: createSlider,
  layers: createLayers,
  number: createSlider,
};

/** Settings that are more than their kind. */
const NAMES = {
  dataset: createDatasets,
  data_seed: createSeed,
  split_seed: createSeed,
  weight_seed: createSeed,
};

/**
 * @param {object} setting a catalogue entry
 * @returns {{element: HTMLElement,
 *   render: (value: unknown, about: {error: string|null, settings: object}) => void}}
 */
export function createControl(setting, ctx) {
  return (NAMES[setting.name] ?? KINDS[setting.kind])(setting, ctx);
}
