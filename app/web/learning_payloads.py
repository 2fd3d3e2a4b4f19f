"""What frames tell of how the network learns, field by field; see `payloads.py`.

`bytes` are little-endian float32 arrays unless told otherwise.
"""

from typing import TypedDict


class UnitHealthPayload(TypedDict):
    """A unit that learns no more, and why: "saturated", "dead" or "symmetric".

    `others` is how many units of its layer a symmetric one is like. `stuck`:
    its weights in and out and its output are all 0, so that each gradient is exactly 0.
    """

    layer: int
    unit: int
    reason: str
    others: int
    stuck: bool


class PullsPayload(TypedDict):
    """The two pulls on the parameters in update `update`, without and with biases.

    `data` is the data error's gradient, `penalty` L2's and what L1's threshold took
    off, divided by the learning rate: float32 (P,) in wire order. `data_rms`,
    `penalty_rms`: root mean squares over each layer's weights; `against`: on how many
    of `count` weights the two have opposite signs.
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
