/** Play or whatever else comes next, step, reset and undo. */
import { setAttribute, setText } from "../core/dom.js";
import { attachMenu } from "../core/menu.js";
import { runState, shownSettings } from "../core/state.js";
import { createStepper } from "../core/stepper.js";
import { createToggle } from "../core/toggle.js";
import { PHASE } from "../core/walker.js";
import { State, Unit } from "../protocol.js";

/** What the one primary action is, in each state of the run. */
const PRIMARY = {
  [State.READY]: { icon: "play", label: "Play", run: "play" },
  [State.RUNNING]: { icon: "pause", label: "Pause", run: "pause" },
  [State.PAUSED]: { icon: "play", label: "Play", run: "play" },
  [State.STOPPED]: { icon: "play", label: "Keep training", run: "play" },
  [State.DIVERGED]: { icon: "undo", label: "Go back, rate\u00a0÷\u00a03", run: "play" },
  [State.FAILED]: { icon: "play", label: "Play", run: null },
};
const STEPS = {
  [PHASE]: "one phase",
  [Unit.EXAMPLE]: "one example",
  [Unit.UPDATE]: "one update",
  [Unit.EPOCH]: "one epoch",
};
/** Why no step can be made. */
const NO_STEP = {
  [State.STOPPED]: "The training has stopped: keep training, or reset, to step again",
  [State.DIVERGED]: "The training has diverged: go back, or reset, to step again",
  [State.FAILED]: "The training has failed: reset to step again",
};

export function mountTransport(root, ctx) {
  const parts = partsOf(root);
  const stepper = createSteps(ctx);
  const actions = createActions(ctx, stepper);

  function chooseUnit(event) {
    if (event.target.closest("[data-back]")) {
      actions.back();
      return;
    }
    const item = event.target.closest("[data-unit]");
    if (!item || item.getAttribute("aria-disabled")) return;
    stepper.unit = item.dataset.unit;
    stepper.step();
  }

  parts.primary.addEventListener("click", actions.toggle);
  parts.step.addEventListener("click", actions.step);
  parts.reset.addEventListener("click", actions.reset);
  parts.undo.addEventListener("click", () => ctx.store.get().undo && ctx.commands.undo());
  parts.menu.addEventListener("click", chooseUnit);
  attachMenu(parts.units, parts.menu);

  return {
    actions,
    render(state) {
      root.disabled = state.connection !== "connected";
      showPrimary(parts.primary, runState(state));
      setAttribute(parts.primary, "title", state.frame?.stopping.outlook ?? null);
      setText(parts.label, STEPS[stepper.unit]);
      setAttribute(parts.step, "aria-disabled", stepper.isPossible(state) ? null : "true");
      setAttribute(parts.step, "title", stepTitle(state, stepper));
      parts.units.disabled = !stepper.isPossible(state) && !stepper.isBackPossible(state);
      setAttribute(parts.backward, "aria-disabled", stepper.isBackPossible(state) ? null : "true");
      setText(parts.backward, `Step back by ${STEPS[stepper.unit]}`);
      setAttribute(parts.undo, "aria-disabled", state.undo ? null : "true"); // keeps the focus
      showUnits(parts.menu, stepper.unit, shownSettings(state).batch_size);
    },
    destroy() {},
  };
}

/** Steps of every size: those of the server, and phases, which open their panel. */
function createSteps({ store, commands, walker }) {
  const stepper = createStepper({ store, commands });
  let { unit } = stepper;
  const isPhase = () => unit === PHASE;

  function go(by, press) {
    const { view } = store.get();
    if (view.below !== "phases") store.set({ view: { ...view, below: "phases" } });
    return walker.go(by, press);
  }

  return {
    get unit() {
      return unit;
    },
    set unit(next) {
      unit = next;
      if (!isPhase()) stepper.unit = next;
    },
    isPossible: (state) => (isPhase() ? walker.isPossible(1) : stepper.isPossible(state)),
    isBackPossible: (state) => (isPhase() ? walker.isPossible(-1) : stepper.isBackPossible(state)),
    step: (press) => (isPhase() ? go(1, press) : stepper.step(press)),
    back: (press) => (isPhase() ? go(-1, press) : stepper.back(press)),
    drop() {
      stepper.drop();
      walker.drop();
    },
  };
}

/** What the keys do, and the buttons alike; nothing without a connection. */
function createActions({ store, commands }, stepper) {
  const connected = (run) => (event) => {
    if (store.get().connection === "connected") run({ repeat: event?.repeat ?? false });
  };
  const toggle = createToggle(store, (state) => commands[PRIMARY[state].run]?.() ?? null);
  /** Steps that still wait would hold still again what is set going now. */
  const instead = (run) =>
    connected(() => {
      stepper.drop();
      run();
    });
  return {
    toggle: instead(toggle),
    step: connected(stepper.step),
    back: connected(stepper.back),
    reset: instead(() => commands.reset()),
  };
}

/** What the button does, or why it cannot. */
function stepTitle(state, stepper) {
  if (state.connection !== "connected") return "No connection to the server yet";
  return NO_STEP[runState(state)] ?? `Step by ${STEPS[stepper.unit]}`;
}

function partsOf(root) {
  const find = (name) => root.querySelector(`[data-part=${name}]`);
  return {
    primary: find("primary"),
    step: find("step"),
    label: find("step-label"),
    units: find("step-units"),
    menu: find("step-menu"),
    backward: root.querySelector("[data-back]"),
    reset: find("reset"),
    undo: find("undo"),
  };
}

function showPrimary(button, state) {
  if (button.dataset.state === state) return;
  button.dataset.state = state;
  const { icon, label, run } = PRIMARY[state];
  setText(button.querySelector("[data-part=label]"), label);
  setAttribute(button.querySelector("use"), "href", `#icon-${icon}`);
  setAttribute(button, "aria-disabled", run ? null : "true");
}

/** Single examples can be stepped through only where an update takes one example. */
function showUnits(menu, unit, batchSize) {
  for (const item of menu.querySelectorAll("[data-unit]")) {
    const impossible = item.dataset.unit === Unit.EXAMPLE && batchSize !== 1;
    setAttribute(item, "aria-checked", String(item.dataset.unit === unit));
    setAttribute(item, "aria-disabled", impossible ? "true" : null);
    setAttribute(item, "data-note", impossible ? "needs batch size 1" : null);
  }
}
