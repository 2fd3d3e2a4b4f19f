"""What the server sends, field by field. Types only: no cost while running.

`bytes` are little-endian arrays: float32 unless told otherwise. Numbers that people
read are float64; a number that is not finite travels as null.
"""

from typing import Any, NotRequired, TypedDict

from app.web.learning_payloads import (
    HealthPayload,
    LayersPayload,
    NormsPayload,
    PullsPayload,
)
from app.web.stopping_payloads import StoppingPayload


class SeriesPayload(TypedDict):
    """Errors by epoch, ascending; lists of one length, null for a set not sent."""

    epoch: list[int]
    train: list[float | None]
    validation: list[float | None] | None
    test: list[float | None] | None
    train_accuracy: list[float | None] | None
    validation_accuracy: list[float | None] | None
    test_accuracy: list[float | None] | None


class MapsPayload(TypedDict):
    """Maps of units over the input plane: int8 cells, value = cell / 127 * scale."""

    size: int
    rows: int
    scales: bytes
    cells: bytes


class OutputPayload(TypedDict):
    """The network's output over the input plane: int8 cells, channel by channel."""

    size: int
    channels: int
    scale: float | None
    cells: bytes


class CurvePayload(TypedDict):
    """The fitted curve of data with one input."""

    x: bytes
    y: bytes


class OutputCurvePayload(TypedDict):
    """Stands in the place of an output map for data with one input."""

    curve: CurvePayload


class NetworkPayload(TypedDict):
    """The network's shape."""

    sizes: list[int]
    inputs: list[str]
    outputs: list[str]
    parameters: int
    activation: str
    output: str


class CountsPayload(TypedDict):
    """Numbers of examples."""

    train: int
    validation: int
    test: int


class ClassCountsPayload(TypedDict):
    """Numbers of examples of each class, in the order of `classes`."""

    train: list[int]
    validation: list[int]
    test: list[int]


class DataPayload(TypedDict):
    """The points: `set`, `flipped` and `edited` are one byte a point.

    Rows keep their numbers: removed points stay, with the set REMOVED, and `added` ones
    come last. `edited` tells of a label that the learner has changed. `class_counts`
    counts the labels as they are now; of a regression it has empty lists.
    """

    task: str
    classes: list[str]
    dimensions: int
    domain: list[float]
    target_range: list[float]
    x1: bytes
    x2: bytes | None
    target: bytes
    set: bytes
    flipped: bytes
    edited: bytes
    added: int
    counts: CountsPayload
    class_counts: ClassCountsPayload
    flipped_count: int


class ChangePayload(TypedDict):
    """What was changed before update `update`, during epoch `epoch`.

    `set` are settings, `weights` single parameters by their names in a run's recipe,
    each with what they were before; `example` is the training example picked for that
    update, counted in the order of the training set; `open_test` tells that the test
    set was opened, `pass_stop` that the stop right before was passed over; `labels` to
    `added` tell what was done to points, as in a run's recipe, and what labels were
    before. All but the first four only where they were changed.
    """

    update: int
    epoch: int
    set: dict[str, Any]
    before: dict[str, Any]
    weights: NotRequired[dict[str, float]]
    weights_before: NotRequired[dict[str, float]]
    example: NotRequired[int]
    open_test: NotRequired[bool]
    pass_stop: NotRequired[bool]
    labels: NotRequired[dict[str, int]]
    labels_before: NotRequired[dict[str, int]]
    removed: NotRequired[list[int]]
    restored: NotRequired[list[int]]
    added: NotRequired[list[dict[str, Any]]]


class RunPayload(TypedDict):
    """Everything that changes only with a new network, and what settings tell.

    `id` names the tab's place, `name` the run itself: after an undo it is known again.
    """

    id: str
    name: str
    generation: int
    settings: dict[str, Any]
    defaults: dict[str, Any]
    notes: dict[str, str]
    undo: bool
    speed: float | None
    network: NetworkPayload
    data: DataPayload
    input_maps: MapsPayload
    changes_from: int
    changes: list[ChangePayload]
    series: SeriesPayload


class SettingsPayload(TypedDict):
    """Sent once a live change was applied; `changes` from number `changes_from` on.

    `data` only where the viewer does not know the points as they are now. `notes` tell
    by setting what gave way to another one, or rests, in words.
    """

    settings: dict[str, Any]
    defaults: dict[str, Any]
    notes: dict[str, str]
    changes_from: int
    changes: list[ChangePayload]
    undo: bool
    data: NotRequired[DataPayload]


class StatusPayload(TypedDict):
    """What happened, in words."""

    tone: str
    text: str


class ScoresPayload(TypedDict):
    """One number a set, of the last finished epoch."""

    train: float | None
    validation: float | None
    test: float | None


class GapPayload(TypedDict):
    """The generalization gap of the same epoch, positive where validation is worse.

    `error` is validation - training, `accuracy` training - validation as a share of 1;
    null where there is no such number.
    """

    error: float | None
    accuracy: float | None


class WalkPayload(TypedDict):
    """Where in an update the learner stands: at one of so many positions."""

    position: int
    phase: str
    layer: int | None
    positions: int


class TracePayload(TypedDict):
    """One update as one of its examples has gone through it.

    `update` is its number, the next one's while it is not made yet. `examples` is the
    size of the batch, `example` the place in it of the one shown, `points` the data's
    rows of the page of examples around it, which begins at `first`, `errors` theirs
    before the update; `error_after` is that of the one shown after it, under the same
    mask, null while the training runs. `point` and `picked` are rows of the data, too.
    `nets` to `masks` run over the units of layers 1 to L.
    """

    update: int
    examples: int
    example: int
    point: int
    picked: int | None
    first: int
    points: list[int]
    errors: list[float]
    error_after: float | None
    x: list[float]
    t: list[float]
    output: list[float]
    nets: bytes
    activations: bytes
    deltas: bytes
    masks: bytes | None


class PointsPayload(TypedDict):
    """The error of each point with the weights shown, row by row, float32.

    -1 where it is not known: of removed points, and of the test set while it is sealed.
    `largest` is the largest of those that are, null where there is none or one that is
    not finite.
    """

    errors: bytes
    largest: float | None


class GhostPayload(TypedDict):
    """What would have been after an early stop, up to now.

    It goes on from update `start`, where the run stopped after so many `edits`, to the
    epoch `horizon`, and has come to `epoch`. `text` says what stopping has saved or
    lost, once it is `over`.
    """

    start: int
    edits: int
    horizon: int
    epoch: int
    over: bool
    text: str
    series: SeriesPayload


class SharedPayload(TypedDict):
    """What a run and its twin have in common, found by comparing; see `twin.Shared`."""

    points: bool
    labels: bool
    split: bool
    weights: bool
    order: bool
    batches: bool
    epochs: bool


class TwinPayload(TypedDict):
    """A second run that differs in the setting `name`, and how far it has come.

    `value` is its own, `values` those that the learner's run has had, in order. `goal`
    is the epoch that it goes to, null for its own end; `over`: it goes no further.
    """

    id: str
    name: str
    value: Any
    values: list[Any]
    shared: SharedPayload
    epoch: int
    update: int
    goal: int | None
    state: str
    over: bool
    text: str
    errors: ScoresPayload
    accuracy: ScoresPayload | None
    stopping: StoppingPayload
    test_is_open: bool
    loss: str
    series: SeriesPayload


class VisitPayload(TypedDict):
    """The earlier epoch that is looked at, and how many updates had led to it."""

    epoch: int
    update: int


class FramePayload(TypedDict):
    """The state of a run at one moment: newest wins.

    `edits` is another number after whatever changed but an update: a typed weight, too.
    """

    run: str
    generation: int
    seq: int
    epoch: int
    update: int
    edits: int
    state: str
    status: StatusPayload
    errors: ScoresPayload
    accuracy: ScoresPayload | None
    gap: GapPayload
    stopping: StoppingPayload
    test_is_open: bool
    weights: bytes
    gradient: bytes
    change: bytes
    deltas: bytes
    series: SeriesPayload
    maps: MapsPayload | None
    output: OutputPayload | OutputCurvePayload | None
    focus: dict[str, Any] | None
    last_epoch: int
    visit: VisitPayload | None
    walk: WalkPayload
    trace: TracePayload | None
    layers: LayersPayload | None
    norms: NormsPayload | None
    pulls: PullsPayload | None
    ghost: GhostPayload | None
    health: HealthPayload | None
    twin_id: str | None
    twin: TwinPayload | None
    twin_output: OutputPayload | OutputCurvePayload | None
    points: PointsPayload | None


SERVER_PAYLOADS: dict[str, Any] = {
    "run": RunPayload,
    "settings": SettingsPayload,
    "frame": FramePayload,
}
