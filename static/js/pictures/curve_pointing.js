/**
 * Pointing at the error curves, with mouse, finger or keys: a line through the epoch, and
 * the label with the numbers of that very epoch.
 */
import { h, setText } from "../core/dom.js";
import { curveLines, linesAt, linesWords } from "./curve_lines.js";
import { createHoverLabel } from "./hover_label.js";
import { createPlotPointer } from "./plot_pointer.js";
import { pointedEpoch } from "./pointed_epoch.js";

/** A flag is told of where the line is so near, in pixels. */
const FLAG_REACH = 7;
const FAR = 10;

/**
 * @param {{store: object, theme: object}} ctx
 * @param {{stage: HTMLElement, picture: HTMLElement}} places
 * @param {{view: () => {scene: object, plot: object, axes: object, flags: object[]} | null,
 *   exact: (epoch: number) => object | null, zoom: (part: object) => void, reset: () => void}} drawing
 */
export function createCurvePointing({ store, theme }, { stage, picture }, drawing) {
  const line = h("i", { class: "hover-line", "aria-hidden": "true" });
  const said = h("p", { class: "visually-hidden", role: "status" });
  line.hidden = true;
  stage.append(line, said);
  const label = createHoverLabel();
  /** `x`: of the pointer, in pixels; `epoch`: chosen with keys */
  let pointed = null;

  function point(place) {
    pointed = place && { x: place.x };
    show();
  }

  function epochNow({ plot, axes }, lines) {
    if (pointed.epoch !== undefined) return pointed.epoch;
    const half = Math.abs(axes.along(plot.x + 0.5) - axes.along(plot.x));
    return pointedEpoch(axes.along(pointed.x), half, lines);
  }

  function hide() {
    line.hidden = true;
    label.hide();
  }

  function show() {
    const view = pointed && drawing.view();
    if (!view) return hide();
    const lines = curveLines(store.get(), view.scene);
    const epoch = epochNow(view, lines);
    if (epoch === null) return hide();
    const found = linesAt(lines, epoch, drawing.exact);
    const x = view.axes.across(epoch);
    if (!found.rows.length || x < view.plot.x - 1 || x > view.plot.x + view.plot.width + 1) return hide();
    pointed.at = epoch;
    line.hidden = false;
    Object.assign(line.style, { transform: `translateX(${x}px)`, top: `${view.plot.y}px`, height: `${view.plot.height}px` });
    const box = stage.getBoundingClientRect();
    const top = box.top + view.plot.y;
    if (top + view.plot.height < 0 || top > innerHeight) return hide(); // scrolled away
    const place = { x: box.left + x, box: { left: box.left, right: box.right, top, bottom: top + view.plot.height } };
    label.show(contentOf(epoch, found, flagsNear(view, epoch), theme.color), place);
  }

  function flagsNear({ flags, axes }, epoch) {
    const at = axes.across(epoch);
    return flags.filter(({ epoch: from, last }) => at >= axes.across(from) - FLAG_REACH && at <= axes.across(last) + FLAG_REACH);
  }

  /** The epoch so many steps on; a step is a pixel, and at least an epoch. */
  function step({ plot, axes }, by) {
    const lines = curveLines(store.get(), drawing.view().scene);
    if (!lines.length) return;
    const first = Math.max(Math.min(...lines.map(({ epochs }) => epochs[0])), Math.ceil(axes.along(plot.x)));
    const last = Math.min(Math.max(...lines.map(({ epochs }) => epochs.at(-1))), Math.floor(axes.along(plot.x + plot.width)));
    const size = Math.max(1, Math.round(axes.along(plot.x + 1) - axes.along(plot.x)));
    const start = pointed?.at ?? (by > 0 ? first - size : last + size);
    const epoch = Math.max(first, Math.min(last, start + Math.max(-1e9, Math.min(1e9, by * size))));
    pointed = { epoch };
    show();
    const found = linesAt(lines, epoch, drawing.exact);
    setText(said, `epoch ${epoch}: ${linesWords(found)}`);
  }

  function press(event) {
    const view = drawing.view();
    if (!view || event.altKey || event.ctrlKey || event.metaKey) return;
    const keys = {
      ArrowRight: () => step(view, event.shiftKey ? FAR : 1),
      ArrowLeft: () => step(view, event.shiftKey ? -FAR : -1),
      Home: () => step(view, -Infinity),
      End: () => step(view, Infinity),
      "+": () => drawing.nearer(pointed?.at ?? null, 0.5),
      "-": () => drawing.nearer(pointed?.at ?? null, 2),
      0: () => drawing.reset(),
      Escape: () => point(null),
    };
    const run = keys[event.key === "=" ? "+" : event.key];
    if (!run) return;
    event.preventDefault();
    run();
  }

  const pointer = createPlotPointer(stage, picture, {
    plot: () => drawing.view()?.plot ?? { x: 0, y: 0, width: 0, height: 0 },
    point,
    zoom: drawing.zoom,
    reset: drawing.reset,
  });
  const render = () => pointed && show();
  picture.addEventListener("keydown", press);
  picture.addEventListener("blur", () => pointed && point(null));
  document.addEventListener("scroll", render, { capture: true, passive: true }); // the label goes along

  return {
    /** The newest numbers under the pointer. */
    render,
    destroy() {
      document.removeEventListener("scroll", render, { capture: true });
      pointer.destroy();
      label.hide();
    },
  };
}

function contentOf(epoch, { sets, rows }, flags, color) {
  const look = ({ token, width, dash, isFaint }) => ({ color: color(token), width, dash, isFaint });
  return {
    title: `epoch ${epoch}`,
    heads: sets,
    rows: rows.map(({ name, cells }) => ({
      name,
      cells: sets.map((set) => cells[set] && { look: look(cells[set].line), text: cells[set].text }),
    })),
    notes: flags.map(({ when, text }) => `${when}: ${text}`),
  };
}
