// The wire protocol, generated from app/web/protocol.py by `python -m app.web.codegen`.
// Do not edit: a test compares this file with what that command writes.

/** What a page may send. Every event but `drawn` is acknowledged. */
export const ClientEvent = Object.freeze({
  HELLO: "hello",
  PLAY: "play",
  PAUSE: "pause",
  RESET: "reset",
  UNDO: "undo",
  STEP: "step",
  BACK: "back",
  WALK: "walk",
  PICK: "pick",
  EDIT: "edit",
  EXAMINE: "examine",
  OPEN_TEST: "open_test",
  GHOST: "ghost",
  TWIN: "twin",
  OPEN: "open",
  VISIT: "visit",
  ERRORS: "errors",
  RESUME: "resume",
  BRANCH: "branch",
  SET: "set",
  ASSIGN: "assign",
  NUDGE: "nudge",
  CHECK: "check",
  SPEED: "speed",
  VIEW: "view",
  PROBE: "probe",
  EXPORT: "export",
  READ: "read",
  DRAWN: "drawn",
});

/** What the server sends on its own. */
export const ServerEvent = Object.freeze({
  RUN: "run",
  SETTINGS: "settings",
  FRAME: "frame",
});

/** How far one step goes: `stepping.STEPS`, as names. */
export const Unit = Object.freeze({
  EXAMPLE: "example",
  UPDATE: "update",
  EPOCH: "epoch",
});

/** What a run is doing; the names travel to the page. */
export const State = Object.freeze({
  READY: "ready",
  RUNNING: "running",
  PAUSED: "paused",
  STOPPED: "stopped",
  DIVERGED: "diverged",
  FAILED: "failed",
});

/** What is looked at; the names travel to the page. */
export const Phase = Object.freeze({
  REST: "rest",
  FORWARD: "forward",
  ERROR: "error",
  BACKWARD: "backward",
  UPDATE: "update",
});

/** How the status in words is meant. */
export const Tone = Object.freeze({
  INFO: "info",
  GOOD: "good",
  WARNING: "warning",
  BAD: "bad",
});

/** What the inspector can look at. */
export const FocusKind = Object.freeze({
  EDGE: "edge",
  UNIT: "unit",
  BIAS: "bias",
});

/** Codes of errors in messages. Settings add their own (see training.errors). */
export const ErrorCode = Object.freeze({
  UNKNOWN_EVENT: "unknown_event",
  UNKNOWN_FIELD: "unknown_field",
  MISSING: "missing",
  TYPE: "type",
  RANGE: "range",
  CHOICE: "choice",
  BUSY: "busy",
  NO_RUN: "no_run",
  STATE: "state",
  REFUSED: "refused",
  INTERNAL: "internal",
});

export const SETS = Object.freeze(["train", "validation", "test"]);

export const REMOVED = 3;

export const LARGEST_TARGET = 5.0;

export const MAP_SIZE = 24;

export const OUTPUT_SIZE = 50;

export const CURVE_POINTS = 200;

export const CELL_LIMIT = 127;

export const SERIES_POINTS = 2000;

export const EXAMPLES_SHOWN = 20;

export const UPDATES_PER_SECOND = Object.freeze([1.0, 1000.0]);

export const MOST_EPOCHS = 20000;

export const DEFAULTS_VERSION = 1;

export const LONGEST_LINK = 2000;

export const VIEW_NAMES = Object.freeze(["epoch", "pane", "edges", "part", "curves", "axis", "test_curve", "sets", "errors", "speed", "focus", "example", "point", "ghost", "horizon"]);

export const FILE_BYTES = 6000000;

export const DEFAULT_SPEED = 20;

export const EARLY_REASONS = Object.freeze(["early_stopping", "generalization_loss", "progress_quotient", "successive_rises"]);

export const EDITABLE = Object.freeze(["ready", "running", "paused", "stopped"]);

export const CROWDED = "The server has more requests than it can answer.";

/** The fields that each event may have. */
export const CLIENT_FIELDS = Object.freeze({
  hello: ["tab", "query", "run", "page", "recover"],
  play: [],
  pause: [],
  reset: [],
  undo: [],
  step: ["unit"],
  back: ["unit"],
  walk: ["by"],
  pick: ["point"],
  edit: ["edit"],
  examine: ["point", "units"],
  open_test: [],
  ghost: ["horizon"],
  twin: ["name", "value"],
  open: ["settings", "changes", "update"],
  visit: ["epoch"],
  errors: ["epoch"],
  resume: ["epoch"],
  branch: ["epoch"],
  set: ["settings"],
  assign: ["focus", "value"],
  nudge: ["focus", "by"],
  check: [],
  speed: ["updates_per_second"],
  view: ["maps", "output", "focus", "inspect", "layers", "norms", "pulls", "health", "points", "example", "twin_output"],
  probe: ["x"],
  export: ["twin"],
  read: ["name", "text"],
  drawn: ["seq"],
});

/** The fields that each event has. */
export const SERVER_FIELDS = Object.freeze({
  run: ["id", "name", "generation", "settings", "defaults", "notes", "undo", "speed", "network", "data", "input_maps", "changes_from", "changes", "series"],
  settings: ["settings", "defaults", "notes", "changes_from", "changes", "undo", "data"],
  frame: ["run", "generation", "seq", "epoch", "update", "edits", "state", "status", "errors", "accuracy", "gap", "stopping", "test_is_open", "weights", "gradient", "change", "deltas", "series", "maps", "output", "focus", "last_epoch", "visit", "walk", "trace", "layers", "norms", "pulls", "ghost", "health", "twin_id", "twin", "twin_output", "points"],
});
