/**
 * What the person points at in the network, by pointer or keyboard, and what is pinned.
 * The store's `view.focus` is what the server is asked about; inputs have no numbers, so
 * they are looked at here only.
 */
import { exists, nextFocus, sameFocus } from "./focus.js";

/**
 * @param {object} store
 * @param {() => void} changed called when what is looked at is another thing
 */
export function createPointing(store, changed) {
  let hovered = null;
  let lit = null;

  function set(patch) {
    const { view } = store.get();
    const pinned = "pinned" in patch ? patch.pinned : view.pinned;
    const looked = pinned ?? hovered;
    const focus = looked && looked.layer > 0 ? looked : null;
    if (!sameFocus(view.focus, focus) || !sameFocus(view.pinned, pinned)) {
      store.set({ view: { ...view, focus, pinned } });
    }
    changed();
  }

  const current = () => store.get().view.pinned ?? hovered;

  function onKey(event) {
    const sizes = store.get().run?.network.sizes;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!sizes || event.altKey || event.ctrlKey || event.metaKey) return;
    if (step) {
      hovered = nextFocus(current(), sizes, step, event.shiftKey);
      set({ pinned: store.get().view.pinned ? hovered : null });
    } else if (event.key === "Enter" && current()) {
      set({ pinned: store.get().view.pinned ? null : current() });
    } else if (event.key === "Escape") {
      hovered = null;
      set({ pinned: null });
    } else return;
    event.preventDefault();
  }

  return {
    current,
    /** What the picture lights: what a formula points at, else what is looked at. */
    lit: () => lit ?? current(),
    hovered: () => hovered,
    light(focus) {
      if (sameFocus(lit, focus)) return;
      lit = focus;
      changed();
    },
    hover(focus) {
      if (sameFocus(hovered, focus)) return;
      hovered = focus;
      set({});
    },
    /** A click pins; a second one, or one beside everything, releases. */
    click(focus) {
      hovered = focus;
      const { pinned } = store.get().view;
      set({ pinned: sameFocus(pinned, focus) ? null : focus });
    },
    release() {
      hovered = null;
      set({ pinned: null });
    },
    /** The keyboard goes elsewhere: only what is pinned stays. */
    leave() {
      if (!store.get().view.pinned && hovered) {
        hovered = null;
        set({});
      }
    },
    /** Forgets what the network no longer has. */
    check(sizes) {
      const { pinned } = store.get().view;
      if (hovered && !exists(hovered, sizes)) hovered = null;
      if (pinned && !exists(pinned, sizes)) set({ pinned: null });
    },
    onKey,
  };
}
