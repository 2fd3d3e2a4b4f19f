/**
 * Sliders under a finger. A browser moves a slider as soon as it is touched, before it can
 * know whether the finger is about to slide it or to scroll the page. So what a touch does
 * to a slider is held back until the finger has moved along it, or is lifted; where the
 * browser takes the touch for scrolling, the slider goes back to where it was.
 *
 * It goes with `touch-action: pan-y` on sliders, which lets a vertical swipe scroll.
 */
const SLIDE_PX = 6;

/** @typedef {{input: HTMLInputElement, value: string, x: number, y: number}} Touch */

/** Listens before all others (capturing), for every slider of the page. */
export function guardTouches(page = document) {
  /** @type {Touch | null} the finger is on a slider, and what it wants is not known yet */
  let open = null;
  /** @type {Touch | null} the finger scrolls: what the slider still tells is no wish */
  let refused = null;

  function onDown({ target, pointerType, isPrimary, clientX: x, clientY: y }) {
    if (!isPrimary) return;
    refused = null;
    const isSlider = target.matches?.('input[type="range"]:enabled');
    open = isSlider && pointerType === "touch" ? { input: target, value: target.value, x, y } : null;
  }

  function onMove({ clientX, clientY }) {
    if (!open) return;
    const [along, across] = [Math.abs(clientX - open.x), Math.abs(clientY - open.y)];
    if (along >= SLIDE_PX && along > across) meant();
  }

  /** The finger slides, or taps: what was held back is told. */
  function meant() {
    if (!open) return;
    const { input, value } = open;
    open = null;
    if (input.value !== value) input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function onCancel() {
    if (!open) return;
    refused = open;
    open = null;
    refused.input.value = refused.value;
  }

  function onInput(event) {
    const held = [open, refused].find((touch) => touch?.input === event.target);
    if (!held) return;
    event.stopImmediatePropagation();
    if (held === refused) held.input.value = held.value;
  }

  const listeners = {
    pointerdown: onDown,
    pointermove: onMove,
    pointerup: meant,
    pointercancel: onCancel,
    input: onInput,
    change: onInput,
  };
  for (const [name, run] of Object.entries(listeners)) page.addEventListener(name, run, true);
  return () => {
    for (const [name, run] of Object.entries(listeners)) page.removeEventListener(name, run, true);
  };
}
