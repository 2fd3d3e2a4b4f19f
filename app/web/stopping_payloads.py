"""What the server sends of early stopping, field by field. Types only."""

from typing import TypedDict


class CriterionPayload(TypedDict):
    """How far one criterion has come, at `epoch`; `value` is null before it has one.

    Where it is met, null stands for infinity. `line` is the validation error above
    which it stops, if there is such a one. `passed`: a stop by it was passed over, and
    it has no say until there is a new best epoch.
    """

    name: str
    value: float | None
    threshold: float
    epoch: int
    met: bool
    line: float | None
    passed: bool


class CautionPayload(TypedDict):
    """What is to be known of the setting `field` as it is."""

    field: str
    text: str


class StoppingPayload(TypedDict):
    """Early stopping, as far as it has come.

    `rests`: it is on, but there is no validation set. `reason` and `stop_epoch` tell of
    the stop, `passed_epoch` of the last one after which the training was made to go on.
    `criteria` are those that were chosen. `lower_epoch` and `lower_error` are those of
    the lowest validation error, where the best epoch is another one. `rounding` is how
    far rounding may move an output; see `app.training.rounding`. `outlook` says what
    playing on would do after a stop.
    """

    armed: bool
    rests: bool
    wait: int
    patience: int
    best_epoch: int | None
    best_error: float | None
    lower_epoch: int | None
    lower_error: float | None
    reason: str | None
    stop_epoch: int | None
    passed_epoch: int | None
    criteria: list[CriterionPayload]
    restored: bool
    shown_epoch: int
    shown_update: int
    rounding: float
    cautions: list[CautionPayload]
    outlook: str | None
