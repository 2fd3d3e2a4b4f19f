/** How fast the training runs: from one update a second to as fast as it can. */
import { setAttribute, setText } from "../core/dom.js";
import { tableScale } from "../core/scales.js";
import { UPDATES_PER_SECOND } from "../protocol.js";

const [SLOWEST, FASTEST] = UPDATES_PER_SECOND;
const STEPS = [1, 1.5, 2, 3, 4, 5, 6, 8];

/** Round speeds, about evenly spaced in factors; null, the last, is as fast as it can. */
export function speeds() {
  const values = [];
  for (let decade = SLOWEST; decade <= FASTEST; decade *= 10) {
    for (const step of STEPS) {
      const value = Math.round(step * decade);
      if (value <= FASTEST && value !== values.at(-1)) values.push(value);
    }
  }
  return values;
}

export function mountSpeed(root, ctx) {
  const slider = root.querySelector("input");
  const text = root.querySelector("[data-part=value]");
  const values = speeds();
  const scale = tableScale(values);
  let moving = false;
  let shown = [];
  slider.max = String(values.length);

  const chosen = () => (slider.valueAsNumber >= values.length ? null : scale.value(slider.valueAsNumber));
  const onInput = () => ctx.commands.speed(chosen());
  slider.addEventListener("input", onInput);
  slider.addEventListener("pointerdown", () => (moving = true));
  slider.addEventListener("pointerup", () => (moving = false));
  slider.addEventListener("pointercancel", () => (moving = false));

  return {
    render({ speed, connection, run }) {
      slider.disabled = connection !== "connected";
      if (!run) return; // how fast it is set to run is not known yet
      if (shown[0] === speed && shown[1] === moving) return;
      shown = [speed, moving];
      if (!moving) slider.value = String(speed === null ? values.length : scale.tick(speed));
      slider.style.setProperty("--part", String(slider.valueAsNumber / values.length));
      setText(text, speed === null ? "full speed" : `${round(speed)} updates/s`);
      setAttribute(slider, "aria-valuetext", spoken(speed));
    },
    destroy: () => slider.removeEventListener("input", onInput),
  };
}

function round(speed) {
  return Number(speed.toPrecision(3));
}

function spoken(speed) {
  if (speed === null) return "as fast as it can";
  return speed === 1 ? "1 update a second" : `${round(speed)} updates a second`;
}
