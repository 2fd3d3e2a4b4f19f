"""What clients send: one frozen dataclass an event, read from an untrusted payload."""

from dataclasses import dataclass
from typing import Annotated, Any

from app.training.settings import MOST_EPOCHS
from app.web.checks import (
    anything,
    choice,
    direction,
    flag,
    listing,
    mapping,
    number,
    optional,
    refuse,
    text,
    whole,
)
from app.web.entries import EPOCH, HORIZON, NUDGE, WEIGHT
from app.web.protocol import (
    INPUT_LIMIT,
    MOST_EXAMPLES,
    MOST_UPDATES,
    NAME_LENGTH,
    QUERY_LENGTH,
    RUN_LENGTH,
    TAB_LENGTH,
    TEXT_LENGTH,
    UPDATES_PER_SECOND,
    ClientEvent,
    ErrorCode,
    FocusKind,
    ProtocolError,
    Unit,
)
from app.web.reader import read

LAYERS = whole(1, 16)
UNITS = whole(0, 1023)
EXAMPLES = whole(0, MOST_EXAMPLES - 1)
IDENTIFIER = "[A-Za-z0-9_-]+"
UNSET: Any = type("Unset", (), {"__repr__": lambda _: "UNSET"})()


@dataclass(frozen=True)
class Empty:
    """A command that needs no more than its name."""


@dataclass(frozen=True)
class Recover:
    """All that is needed to recompute a run that the server no longer has."""

    settings: Annotated[dict[str, Any], mapping]
    changes: Annotated[Any, anything]  # the training's own rules judge them
    update: Annotated[int, whole(0, MOST_UPDATES)]


@dataclass(frozen=True)
class Hello:
    """A page that opens or comes back.

    `tab` outlives a reload, and a duplicated tab has it, too; `page` is another one for
    each page that was loaded.
    """

    tab: Annotated[
        str,
        text(IDENTIFIER, TAB_LENGTH, f"1 to {TAB_LENGTH} letters, digits, - or _"),
    ]
    query: Annotated[
        str, text(".*", QUERY_LENGTH, f"text of at most {QUERY_LENGTH} characters")
    ] = ""
    run: Annotated[
        str | None, optional(text(IDENTIFIER, RUN_LENGTH, "the name of a run, or null"))
    ] = None
    page: Annotated[
        str | None,
        optional(text(IDENTIFIER, TAB_LENGTH, "the name of a page, or null")),
    ] = None
    # Read apart, with `read_recover`: a bad one must not keep a page from its run.
    recover: Annotated[Any, anything] = None


@dataclass(frozen=True)
class Step:
    """One example, one update or one epoch."""

    unit: Annotated[Unit, choice(Unit)]


@dataclass(frozen=True)
class Back:
    """Back by one example, by one update, or to the end of the epoch before."""

    unit: Annotated[Unit, choice(Unit)]


@dataclass(frozen=True)
class Walk:
    """On or back by one phase of an update."""

    by: Annotated[int, direction]


@dataclass(frozen=True)
class Pick:
    """Row `point` of the data alone is the next batch; None: the usual one."""

    point: Annotated[int | None, optional(EXAMPLES)]


@dataclass(frozen=True)
class EditPoints:
    """What to do to the points; the training's own rules judge it. None: undo all."""

    edit: Annotated[dict[str, Any] | None, optional(mapping)]


@dataclass(frozen=True)
class Examine:
    """What the network makes of row `point` of the data; `units`: each unit, too."""

    point: Annotated[int, EXAMPLES]
    units: Annotated[bool, flag] = False


@dataclass(frozen=True)
class Look:
    """What would have been after the stop, until epoch `horizon`; None: no more."""

    horizon: Annotated[int | None, optional(HORIZON)]


@dataclass(frozen=True)
class Beside:
    """A twin with another value of one setting; without a name: no more."""

    name: Annotated[str | None, optional(text(IDENTIFIER, NAME_LENGTH, "a setting"))]
    value: Annotated[Any, anything] = UNSET  # the training's own rules judge it


@dataclass(frozen=True)
class Export:
    """The recipe of the run, or of its twin."""

    twin: Annotated[bool, flag] = False


@dataclass(frozen=True)
class Visit:
    """Look at the end of an earlier epoch; None: at the present again."""

    epoch: Annotated[int | None, optional(EPOCH)]


@dataclass(frozen=True)
class Errors:
    """The errors at the end of an epoch, of the run and of those beside it."""

    epoch: Annotated[int, whole(0, MOST_EPOCHS)]


@dataclass(frozen=True)
class Resume:
    """Train on from the end of an earlier epoch; what came later is forgotten."""

    epoch: Annotated[int, EPOCH]


@dataclass(frozen=True)
class Branch:
    """Another run with the same past up to the end of an earlier epoch."""

    epoch: Annotated[int, EPOCH]


@dataclass(frozen=True)
class Set:
    """Settings to change; the training's own rules judge them."""

    settings: Annotated[dict[str, Any], mapping]


@dataclass(frozen=True)
class Speed:
    """Updates a second; None is as fast as it can."""

    updates_per_second: Annotated[float | None, optional(number(*UPDATES_PER_SECOND))]


@dataclass(frozen=True)
class EdgeFocus:
    """The weight into unit `to` of layer `layer` from unit `source` one layer below."""

    kind: FocusKind
    layer: Annotated[int, LAYERS]
    source: Annotated[int, UNITS, "from"]
    to: Annotated[int, UNITS]


@dataclass(frozen=True)
class UnitFocus:
    """A unit of layer `layer`, or its bias."""

    kind: FocusKind
    layer: Annotated[int, LAYERS]
    unit: Annotated[int, UNITS]


Focus = EdgeFocus | UnitFocus


def _focus(name: str, value: Any) -> Focus:
    parts = dict(mapping(name, value))
    kind = choice(FocusKind)(f"{name}.kind", parts.pop("kind", None))
    if kind is FocusKind.EDGE:
        return read(EdgeFocus, parts, name, kind=kind)
    return read(UnitFocus, parts, name, kind=kind)


def _parameter(name: str, value: Any) -> Focus:
    """Return the focus on a single parameter: a weight or a bias."""
    focus = _focus(name, value)
    if focus.kind is FocusKind.UNIT:
        rule = f"one of {FocusKind.EDGE}, {FocusKind.BIAS}"
        raise refuse(ErrorCode.CHOICE, f"{name}.kind", rule, focus.kind.value)
    return focus


@dataclass(frozen=True)
class Assign:
    """A weight or bias that takes a value typed in."""

    focus: Annotated[Focus, _parameter]
    value: Annotated[float, WEIGHT]


@dataclass(frozen=True)
class Nudge:
    """What would a weight or bias, changed by so much, do to the error?"""

    focus: Annotated[Focus, _parameter]
    by: Annotated[float, NUDGE]


@dataclass(frozen=True)
class View:
    """What frames shall carry; what is UNSET stays as it was."""

    maps: Annotated[bool, flag] = UNSET
    output: Annotated[bool, flag] = UNSET
    focus: Annotated[Focus | None, optional(_focus)] = UNSET
    inspect: Annotated[bool, flag] = UNSET
    layers: Annotated[bool, flag] = UNSET
    norms: Annotated[bool, flag] = UNSET
    pulls: Annotated[bool, flag] = UNSET
    health: Annotated[bool, flag] = UNSET
    points: Annotated[bool, flag] = UNSET
    example: Annotated[int | None, optional(EXAMPLES)] = UNSET
    twin_output: Annotated[bool, flag] = UNSET


@dataclass(frozen=True)
class Probe:
    """A point of the input plane: (x1, x2), or (x,) for data with one input."""

    x: Annotated[
        tuple[float, ...],
        listing(
            number(-INPUT_LIMIT, INPUT_LIMIT), 1, 2, "a list of one or two numbers"
        ),
    ]


@dataclass(frozen=True)
class Read:
    """What would a typed text be as the value of a setting, or as the ghost's horizon?

    For fields whose value the server does not need yet.
    """

    name: Annotated[str, text(IDENTIFIER, NAME_LENGTH, "a setting, or horizon")]
    text: Annotated[str, text(".*", TEXT_LENGTH, f"at most {TEXT_LENGTH} characters")]


@dataclass(frozen=True)
class Drawn:
    """Frame `seq` is on the screen."""

    seq: Annotated[int, whole(1, MOST_UPDATES)]


MESSAGES: dict[ClientEvent, type[Any]] = {
    ClientEvent.HELLO: Hello,
    ClientEvent.PLAY: Empty,
    ClientEvent.PAUSE: Empty,
    ClientEvent.RESET: Empty,
    ClientEvent.UNDO: Empty,
    ClientEvent.STEP: Step,
    ClientEvent.BACK: Back,
    ClientEvent.WALK: Walk,
    ClientEvent.PICK: Pick,
    ClientEvent.EDIT: EditPoints,
    ClientEvent.EXAMINE: Examine,
    ClientEvent.OPEN_TEST: Empty,
    ClientEvent.GHOST: Look,
    ClientEvent.TWIN: Beside,
    ClientEvent.OPEN: Recover,
    ClientEvent.VISIT: Visit,
    ClientEvent.ERRORS: Errors,
    ClientEvent.RESUME: Resume,
    ClientEvent.BRANCH: Branch,
    ClientEvent.SET: Set,
    ClientEvent.ASSIGN: Assign,
    ClientEvent.NUDGE: Nudge,
    ClientEvent.CHECK: Empty,
    ClientEvent.SPEED: Speed,
    ClientEvent.VIEW: View,
    ClientEvent.PROBE: Probe,
    ClientEvent.EXPORT: Export,
    ClientEvent.READ: Read,
    ClientEvent.DRAWN: Drawn,
}


def parse(event: str, arguments: tuple[Any, ...]) -> Any:
    """Return the message that `event` with its `arguments` carries.

    Raises:
        ProtocolError: the event is unknown, or its payload breaks a rule.
    """
    known = next((e for e in ClientEvent if e == event), None)
    if known is None:
        raise ProtocolError(
            ErrorCode.UNKNOWN_EVENT,
            None,
            f"an event must be one of {', '.join(ClientEvent)}; received {event[:60]}",
        )
    if len(arguments) > 1:
        raise ProtocolError(
            ErrorCode.TYPE,
            None,
            f"{event} must carry one object; received {len(arguments)} values",
        )
    return read(MESSAGES[known], arguments[0] if arguments else {}, "")


def read_recover(payload: Any) -> Recover:
    """Return what `hello` carries as `recover`, or raise ProtocolError."""
    return read(Recover, payload, "recover")
