"""The wire protocol: event names, enumerations, limits and the one error shape.

The page's copy, static/js/protocol.js, is generated from this file by
`python -m app.web.codegen`. What clients send is declared in `messages.py`, what the
server sends in `payloads.py`. No Flask here.
"""

from enum import StrEnum
from typing import Any

from app.training import (
    defaults,
    link,
    link_names,
    points,
    problem,
    run_file,
    session,
    settings,
    states,
)
from app.training.inspect import EXAMPLES_LISTED
from app.training.stopping import CRITERION_OF


class ClientEvent(StrEnum):
    """What a page may send. Every event but `drawn` is acknowledged."""

    HELLO = "hello"
    PLAY = "play"
    PAUSE = "pause"
    RESET = "reset"
    UNDO = "undo"
    STEP = "step"
    BACK = "back"
    WALK = "walk"
    PICK = "pick"
    EDIT = "edit"
    EXAMINE = "examine"
    OPEN_TEST = "open_test"
    GHOST = "ghost"
    TWIN = "twin"
    OPEN = "open"
    VISIT = "visit"
    ERRORS = "errors"
    RESUME = "resume"
    BRANCH = "branch"
    SET = "set"
    ASSIGN = "assign"
    NUDGE = "nudge"
    CHECK = "check"
    SPEED = "speed"
    VIEW = "view"
    PROBE = "probe"
    EXPORT = "export"
    READ = "read"
    DRAWN = "drawn"


class ServerEvent(StrEnum):
    """What the server sends on its own."""

    RUN = "run"
    SETTINGS = "settings"
    FRAME = "frame"


class Unit(StrEnum):
    """How far one step goes: `stepping.STEPS`, as names."""

    EXAMPLE = "example"
    UPDATE = "update"
    EPOCH = "epoch"


class Tone(StrEnum):
    """How the status in words is meant."""

    INFO = "info"
    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


class FocusKind(StrEnum):
    """What the inspector can look at."""

    EDGE = "edge"
    UNIT = "unit"
    BIAS = "bias"


class ErrorCode(StrEnum):
    """Codes of errors in messages. Settings add their own (see training.errors)."""

    UNKNOWN_EVENT = "unknown_event"
    UNKNOWN_FIELD = "unknown_field"
    MISSING = "missing"
    TYPE = "type"
    RANGE = "range"
    CHOICE = "choice"
    BUSY = "busy"
    NO_RUN = "no_run"
    STATE = "state"
    REFUSED = "refused"
    INTERNAL = "internal"


SETS = ("train", "validation", "test")  # the data's `set` bytes are indices into this
REMOVED = problem.REMOVED  # or this: a point that is in no set any more

# Layout of pictures. Row 0 is the top (largest x2); cells are centers of a grid.
MAP_SIZE = 24
OUTPUT_SIZE = 50
CURVE_POINTS = 200
CELL_LIMIT = 127  # value = cell / CELL_LIMIT * scale

# Pace.
CREDIT = 2  # frames on their way to a client
SLOW_CREDIT = 1
SLOW_SECONDS = 0.25  # a client that takes longer to draw a frame is slow
FRAME_SECONDS = 0.016
MAP_SECONDS = 0.1
LAYERS_SECONDS = 0.25
GHOST_SECONDS = 0.25
TWIN_SECONDS = 0.25
POINTS_SECONDS = 0.25
HEALTH_SECONDS = 0.5
SERIES_POINTS = 2000
LAYERS_POINTS = 200
TWIN_POINTS = 500
EXAMPLES_SHOWN = EXAMPLES_LISTED
HISTOGRAM_BINS = 31  # an odd number: the weights around 0 have one of their own

# Limits of what clients may send.
MESSAGE_BYTES = 64 * 1024
QUERY_LENGTH = 4096
TAB_LENGTH = 64
RUN_LENGTH = 64
NAME_LENGTH = 60
TEXT_LENGTH = 1000  # of what is typed into a field
UPDATES_PER_SECOND = (1.0, 1000.0)
MOST_UPDATES = 2**53 - 1  # the largest whole number that JavaScript counts to
INPUT_LIMIT = 1e6  # largest coordinate that can be probed
MOST_EXAMPLES = 2000  # of one data set
LARGEST_TARGET = points.LARGEST_TARGET  # of an added point that has a value
MOST_EPOCHS = settings.MOST_EPOCHS  # of one run

# Links and files that lead to a run.
DEFAULTS_VERSION = defaults.DEFAULTS_VERSION
LONGEST_LINK = link.LONGEST_LINK
VIEW_NAMES = link_names.VIEW
FILE_BYTES = run_file.MOST_BYTES
DEFAULT_SPEED = int(session.DEFAULT_SPEED)

# The states of a run whose points can be changed.
EDITABLE = tuple(str(state) for state in states.MOVES[states.Command.EDIT])
EARLY_REASONS = tuple(reason.value for reason in CRITERION_OF)  # of an early stop

# How the server's own 503 begins; proxies answer 503, too, with nothing behind them.
CROWDED = "The server has more requests than it can answer."

JAVASCRIPT_CONSTANTS = (
    "SETS",
    "REMOVED",
    "LARGEST_TARGET",
    "MAP_SIZE",
    "OUTPUT_SIZE",
    "CURVE_POINTS",
    "CELL_LIMIT",
    "SERIES_POINTS",
    "EXAMPLES_SHOWN",
    "UPDATES_PER_SECOND",
    "MOST_EPOCHS",
    "DEFAULTS_VERSION",
    "LONGEST_LINK",
    "VIEW_NAMES",
    "FILE_BYTES",
    "DEFAULT_SPEED",
    "EARLY_REASONS",
    "EDITABLE",
    "CROWDED",
)


class ProtocolError(Exception):
    """A message or command that cannot be taken, in the shape that travels.

    Attributes:
        code: what kind of rule was broken (an `ErrorCode`, or a setting's own code).
        field: the field to blame, or None.
        message: one sentence that names the field, the rule and the value received.
        words: the same for the page's readers; "" where the message serves them, too.
        retry_after: in how many seconds the page may ask again, where it is refused.
    """

    def __init__(
        self,
        code: str,
        field: str | None,
        message: str,
        *,
        words: str = "",
        retry_after: int | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.field = field
        self.message = message
        self.words = words
        self.retry_after = retry_after

    def as_dict(self) -> dict[str, Any]:
        """Return `{code, field, message}`, and the rest where there is any."""
        told: dict[str, Any] = {
            "code": str(self.code),
            "field": self.field,
            "message": self.message,
        }
        if self.words:
            told["words"] = self.words
        if self.retry_after is not None:
            told["retry_after"] = self.retry_after
        return told


def success(**fields: Any) -> dict[str, Any]:
    """Return the acknowledgement of a command that was carried out."""
    return {"ok": True, **fields}


def failure(error: dict[str, Any]) -> dict[str, Any]:
    """Return the acknowledgement that carries an error `{code, field, message}`."""
    return {"ok": False, "error": error}
