/** The control of each kind of setting. */
import { createChoice } from "./choice.js";
import { createDatasets } from "./datasets.js";
import { createFlag } from "./flag.js";
import { createLayers } from "./layers.js";
import { createSeed } from "./seed.js";
import { createSeveral } from "./several.js";
import { createSlider } from "./slider.js";

const KINDS = {
  choice: createChoice,
  flag: createFlag,
  integer: createSlider,
  layers: createLayers,
  number: createSlider,
  several: createSeveral,
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
