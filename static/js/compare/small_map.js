/** A small picture of what a network has learned, without axes: to compare two of them. */
import { h } from "../core/dom.js";
import { css, palette } from "../pictures/colors.js";
import { decisionFields, zeroLine } from "../pictures/contour.js";
import { outputLimit } from "../pictures/learned_scene.js";
import { createOutputMap } from "../pictures/output_map.js";
import { widen } from "../pictures/plane.js";

/** Pixels of the canvas; the page shows it smaller. */
const SIDE = 320;
const LINE = 3.5;
const AIR = 0.15;

/** @param {{color: (name: string) => string}} theme */
export function createSmallMap(theme, label) {
  const canvas = h("canvas", { class: "small-map", width: SIDE, height: SIDE, role: "img", "aria-label": label });
  const context = canvas.getContext("2d");
  const map = createOutputMap();
  let drawn = [];

  /**
   * @param {object | null} output decoded, as in frames
   * @param {object} data the run's: colours and values have its scale, in both pictures
   * @param {string} task of what this network learns
   */
  function render(output, data, task) {
    const now = [output, data, task, theme.name()];
    if (now.every((part, i) => part === drawn[i])) return;
    drawn = now;
    context.clearRect(0, 0, SIDE, SIDE);
    if (output?.curve) paintCurve(output.curve, data);
    else if (output) paintMap(output, data, task);
  }

  function paintMap(output, data, task) {
    map.fill(output, outputLimit(data), palette(theme));
    map.draw(context, { x: 0, y: 0, width: SIDE, height: SIDE });
    if (task !== "classification") return;
    begin();
    const at = (cell) => ((cell + 0.5) / output.size) * SIDE;
    for (const field of decisionFields(output)) {
      const pieces = zeroLine(field, output.size);
      for (let i = 0; i < pieces.length; i += 4) {
        context.moveTo(at(pieces[i]), at(pieces[i + 1]));
        context.lineTo(at(pieces[i + 2]), at(pieces[i + 3]));
      }
    }
    context.stroke();
  }

  function paintCurve({ x, y }, data) {
    const [low, high] = widen(data.target_range, AIR);
    const [left, right] = [x[0], x.at(-1)];
    begin();
    x.forEach((value, i) => {
      const point = [((value - left) / (right - left)) * SIDE, ((high - y[i]) / (high - low)) * SIDE];
      if (i === 0) context.moveTo(...point);
      else context.lineTo(...point);
    });
    context.stroke();
  }

  function begin() {
    context.strokeStyle = css(palette(theme).ink);
    context.lineWidth = LINE;
    context.beginPath();
  }

  return { element: canvas, render };
}
