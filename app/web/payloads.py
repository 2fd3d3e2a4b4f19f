"""What the server sends, field by field. Types only: no cost while running.

`bytes` are little-endian arrays: float32 unless told otherwise. Numbers that people
read are float64; a number that is not finite travels as null.
"""

from typing import Any, NotRequired, TypedDict


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


class DataPayload(TypedDict):
    """The points: `set`, `flipped` and `edited` are one byte a point.

    Rows keep their numbers: removed points stay, with the set REMOVED, and `added` ones
    come last. `edited` tells of a label that the learner has changed.
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
    flipped_count: int


class ChangePayload(TypedDict):
    """What was changed before update `update`, during epoch `epoch`.

    `set` are settings, `weights` single parameters by their names in a run's recipe,
    each with what they were before; `example` is the training example picked for that
    update, counted in the order of the training set; `open_test` tells that the test
    set was opened; `labels` to `added` tell what was done to points, as in a run's
    recipe, and what labels were before. All but the first four only where they were
    changed.
    """

    update: int
    epoch: int
    set: dict[str, Any]
    before: dict[str, Any]
    weights: NotRequired[dict[str, float]]
    weights_before: NotRequired[dict[str, float]]
    example: NotRequired[int]
    open_test: NotRequired[bool]
    labels: NotRequired[dict[str, int]]
    labels_before: NotRequired[dict[str, int]]
    removed: NotRequired[list[int]]
    restored: NotRequired[list[int]]
    added: NotRequired[list[dict[str, Any]]]


class RunPayload(TypedDict):
    """Everything that changes only with a new network."""

    id: str
    generation: int
    settings: dict[str, Any]
    defaults: dict[str, Any]
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

    `data` only where the viewer does not know the points as they are now.
    """

    settings: dict[str, Any]
    defaults: dict[str, Any]
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


class CriterionPayload(TypedDict):
    """How far one criterion has come, at `epoch`; `value` is null before it has one.

    Where it is met, null stands for infinity. `line` is the validation error above
    which it stops, if there is such a one.
    """

    name: str
    value: float | None
    threshold: float
    epoch: int
    met: bool
    line: float | None


class StoppingPayload(TypedDict):
    """Early stopping, as far as it has come.

    `reason` and `stop_epoch` tell of the stop, `passed_epoch` of the last one after
    which the training was made to go on. `criteria` are those that were chosen.
    """

    armed: bool
    wait: int
    patience: int
    best_epoch: int | None
    best_error: float | None
    reason: str | None
    stop_epoch: int | None
    passed_epoch: int | None
    criteria: list[CriterionPayload]
    restored: bool
    shown_epoch: int


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


class UnitHealthPayload(TypedDict):
    """A unit that learns no more, and why: "saturated", "dead" or "symmetric".

    `others` is how many units of its layer a symmetric one is exactly like. `stuck`:
    its weights in and out and its output are all 0, so that each gradient is exactly 0.
    """

    layer: int
    unit: int
    reason: str
    others: int
    stuck: bool


class PullsPayload(TypedDict):
    """The gradient of update `update` in two parts, without and with biases.

    `data` and `penalty`: float32 (P,) in wire order; `data_rms`, `penalty_rms`: root
    mean squares over each layer's weights; `against`: on how many of `count` weights
    the two have opposite signs.
    """

    update: int
    data: bytes
    penalty: bytes
    data_rms: list[float]
    penalty_rms: list[float]
    count: int
    against: int


class HealthPayload(TypedDict):
    """The units that learn no more, judged over so many training examples.

    One with two reasons stands there twice.
    """

    examples: int
    units: list[UnitHealthPayload]


class PointsPayload(TypedDict):
    """The error of each point with the weights shown, row by row, float32.

    -1 where it is not known: of removed points, and of the test set while it is sealed.
    `largest` is the largest of those that are, null where there is none or one that is
    not finite.
    """

    errors: bytes
    largest: float | None


class LayersSeriesPayload(TypedDict):
    """How each layer learned: `epoch` values for the first layer, then the next."""

    epoch: list[int]
    delta: bytes
    gradient: bytes


class LayersPayload(TypedDict):
    """How each layer learns: root mean squares by layer, from the first one on.

    Of update `update`, which led to the weights shown (0: none did). `ratio` is that of
    the deltas, first hidden layer to last, of this update, `usual` its median over the
    last `epochs` epochs of the series that were not thrown away (see DIVERGED), and
    `flow` what the usual one means (this update's, before the first epoch has ended),
    `times` how many times as large the larger of the two layers' deltas then is.
    Null where there is no such ratio: before the first update, with fewer than two
    hidden layers, and where a value is 0 or not finite.
    """

    update: int
    delta: list[float]
    gradient: list[float]
    ratio: float | None
    usual: float | None
    epochs: int
    flow: str | None
    times: float | None
    series: LayersSeriesPayload


class SizesPayload(TypedDict):
    """Quantiles of |w| at the end of some epochs: 10, 50 and 90 percent, float32."""

    epoch: list[int]
    low: bytes
    median: bytes
    high: bytes


class BatchErrorPayload(TypedDict):
    """The mean data error of an update's batch, before it and under its masks."""

    update: int
    examples: int
    error: float


class NormsPayload(TypedDict):
    """How large the weights are, without the biases.

    Of update `update`: sums of |w| and of w^2, how many are exactly 0, and the penalty.
    `error` is the training error of epoch `error_epoch`, without dropout and penalty;
    `batch` the error with the masks, null without dropout or while nothing is recorded.
    `now` and `first` count the weights, those of epoch 0 too, in equal bins from -limit
    to limit.
    """

    update: int
    count: int
    zeros: int
    l1_norm: float
    l2_squared: float
    penalty: float
    error: float | None
    error_epoch: int
    batch: BatchErrorPayload | None
    limit: float
    now: list[int]
    first: list[int]
    series: SizesPayload


class GhostPayload(TypedDict):
    """What would have been after an early stop, up to now.

    It goes on from update `start`, where the run stopped, to the epoch `horizon`, and
    has come to `epoch`. `text` says what stopping has saved or lost, once it is `over`.
    """

    start: int
    horizon: int
    epoch: int
    over: bool
    text: str
    series: SeriesPayload


class FramePayload(TypedDict):
    """The state of a run at one moment: newest wins."""

    run: str
    generation: int
    seq: int
    epoch: int
    update: int
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
    walk: WalkPayload
    trace: TracePayload | None
    layers: LayersPayload | None
    norms: NormsPayload | None
    pulls: PullsPayload | None
    ghost: GhostPayload | None
    health: HealthPayload | None
    points: PointsPayload | None


SERVER_PAYLOADS: dict[str, Any] = {
    "run": RunPayload,
    "settings": SettingsPayload,
    "frame": FramePayload,
}
