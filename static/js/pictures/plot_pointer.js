/**
 * Mouse, pen and finger over a plot: pointing at a place, dragging a part of it open, and
 * back with a double click. A finger that swipes up or down scrolls the page: `touch-action`
 * gives that to the browser, which then cancels the pointer.
 */
import { h } from "../core/dom.js";

/** A press that moves less is no drag; a side of the frame that is shorter is none. */
const LEAST_DRAG = 6;
const LEAST_SIDE = 14;

/**
 * @param {HTMLElement} stage a positioned element
 * @param {HTMLElement} target what is pointed at, over the whole stage
 * @param {{plot: () => {x: number, y: number, width: number, height: number},
 *   point: (place: {x: number, y: number} | null, isTouch: boolean) => void,
 *   zoom?: (part: {x: [number, number] | null, y: [number, number] | null}) => void,
 *   reset?: () => void}} act places and parts in pixels of the stage; without `zoom`
 *   nothing is dragged open
 */
export function createPlotPointer(stage, target, act) {
  const frame = h("i", { class: "zoom-frame", "aria-hidden": "true" });
  frame.hidden = true;
  stage.append(frame);
  let drag = null;

  function placeOf({ clientX, clientY }) {
    const box = stage.getBoundingClientRect();
    return { x: clientX - box.left, y: clientY - box.top };
  }

  function isInside({ x, y }) {
    const plot = act.plot();
    return x >= plot.x - 1 && x <= plot.x + plot.width + 1 && y >= plot.y && y <= plot.y + plot.height;
  }

  function end() {
    drag = null;
    frame.hidden = true;
  }

  function down(event) {
    const place = placeOf(event);
    if (event.button !== 0 || !event.isPrimary || !isInside(place)) return;
    drag = { from: place, to: place, id: event.pointerId, isMoved: false };
    if (event.pointerType === "touch") act.point(place, true);
  }

  function move(event) {
    const place = placeOf(event);
    const isTouch = event.pointerType === "touch";
    if (drag?.id === event.pointerId && act.zoom) dragTo(place);
    else if (isTouch && !drag) return;
    act.point(isInside(place) || drag ? inside(place) : null, isTouch);
  }

  function dragTo(place) {
    const { from } = drag;
    const isFar = Math.hypot(place.x - from.x, place.y - from.y) >= LEAST_DRAG;
    if (isFar && !drag.isMoved) {
      drag.isMoved = true;
      target.setPointerCapture(drag.id);
    }
    drag.to = inside(place);
    if (!drag.isMoved) return;
    const { x, y } = partOf(drag);
    const plot = act.plot();
    const [left, right] = x ?? [plot.x, plot.x + plot.width];
    const [top, bottom] = y ?? [plot.y, plot.y + plot.height];
    frame.hidden = !x && !y;
    Object.assign(frame.style, { left: `${left}px`, top: `${top}px`, width: `${right - left}px`, height: `${bottom - top}px` });
  }

  function inside({ x, y }) {
    const plot = act.plot();
    return { x: Math.max(plot.x, Math.min(plot.x + plot.width, x)), y: Math.max(plot.y, Math.min(plot.y + plot.height, y)) };
  }

  function up(event) {
    if (drag?.id !== event.pointerId) return;
    const { isMoved } = drag;
    const part = partOf(drag);
    end();
    if (isMoved && (part.x || part.y)) act.zoom(part);
  }

  function leave({ pointerType }) {
    if (pointerType !== "touch" && !drag) act.point(null, false);
  }

  function cancel() {
    end();
    act.point(null, false);
  }

  /** A finger's label stays until something else is touched. */
  function elsewhere({ target: touched, pointerType }) {
    if (pointerType === "touch" && !stage.contains(touched)) act.point(null, true);
  }

  const listeners = { pointerdown: down, pointermove: move, pointerup: up, pointerleave: leave, pointercancel: cancel, dblclick: () => act.reset?.() };
  for (const [name, run] of Object.entries(listeners)) target.addEventListener(name, run);
  document.addEventListener("pointerdown", elsewhere);
  return {
    /** Gives up a drag that has begun. */
    end,
    isDragging: () => drag?.isMoved ?? false,
    destroy() {
      document.removeEventListener("pointerdown", elsewhere);
      frame.remove();
    },
  };
}

/** The sides that a drag has opened: a straight one opens one direction only. */
export function partOf({ from, to }) {
  const side = (a, b) => (Math.abs(a - b) >= LEAST_SIDE ? [Math.min(a, b), Math.max(a, b)] : null);
  return { x: side(from.x, to.x), y: side(from.y, to.y) };
}
