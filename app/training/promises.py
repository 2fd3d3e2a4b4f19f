"""What presets promise, as rules over trained courses that anybody can measure again.

A promise is good if it is kept with at least 95 of 100 seeds. Errors are those of the
validation set, unless they are said to be others: the test set stays sealed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from app.engine import delta_ratio
from app.engine.signals import VANISHING, WEAK
from app.training.course import Course
from app.training.presets import PRESETS
from app.training.stopping import Reason
from app.training.validation import resolve

ENOUGH = 0.95  # of the seeds
SEEDS = ("data_seed", "split_seed", "weight_seed")
LONG = {"early_stopping": False, "max_epochs": 600}
SHORT = {"max_epochs": 20}  # epochs whose ratios of deltas have a median
WITHOUT_END = 10**9

_SETTINGS = {preset.name: preset.settings for preset in PRESETS}

Rule = Callable[[Course, Course], bool]


@dataclass(frozen=True)
class Promise:
    """What will be seen with a preset.

    Attributes:
        preset: the name of the preset.
        text: what is promised, in a few words.
        is_kept: the rule over two courses: the preset's, and the one to compare with.
        given: settings laid over the preset's, for both courses.
        versus: settings that only the other course has; without any it is the same.
    """

    preset: str
    text: str
    is_kept: Rule
    given: Mapping[str, Any] = field(default_factory=dict)
    versus: Mapping[str, Any] = field(default_factory=dict)


def keeps(promise: Promise, seed: int, settings: Mapping[str, Any]) -> bool:
    """Train with `settings`, all seeds being `seed`, and tell if the promise is kept.

    Raises:
        SettingsError: the settings are none.
    """
    seeds = dict.fromkeys(SEEDS, seed)
    course = _trained({**settings, **promise.given, **seeds})
    if not promise.versus:
        return promise.is_kept(course, course)
    other = _trained({**settings, **promise.given, **promise.versus, **seeds})
    return promise.is_kept(course, other)


def kept(
    promise: Promise, seeds: range, settings: Mapping[str, Any] | None = None
) -> int:
    """Count the seeds that keep the promise with the preset's, or other, settings."""
    given = _SETTINGS[promise.preset] if settings is None else settings
    return sum(keeps(promise, seed, given) for seed in seeds)


def _trained(settings: Mapping[str, Any]) -> Course:
    course = Course(resolve(settings))
    course.advance(WITHOUT_END)
    return course


def _final(course: Course, name: str) -> float:
    """Return the error of a set after the last epoch, before any restoring."""
    error = course.history.row(course.epoch)[name]
    assert error is not None  # the presets have validation sets and do not diverge
    return error


def _best(course: Course) -> float:
    """Return the smallest validation error after epoch 0."""
    errors = course.history.column("validation")[1:]
    return min(error for error in errors if error is not None)


def _stops_early(course: Course, _: Course) -> bool:
    return course.stop is not None and course.stop.reason is Reason.EARLY_STOPPING


def _overfits(course: Course, _: Course) -> bool:
    return _final(course, "validation") >= 1.2 * _best(course)


def _stops_too_early(course: Course, patient: Course) -> bool:
    stops = _stops_early(course, course) and course.epoch < 15
    return stops and _best(course) > _best(patient)


def _is_too_big(course: Course, small: Course) -> bool:
    fits = _final(course, "train") < _final(small, "train")
    return fits and _final(course, "validation") >= 1.3 * _final(small, "validation")


def _ends_lower(course: Course, other: Course) -> bool:
    return _final(course, "validation") < _final(other, "validation")


def _ends_a_quarter_lower(course: Course, other: Course) -> bool:
    return _final(course, "validation") <= 0.75 * _final(other, "validation")


def _hardly_learns(course: Course, other: Course) -> bool:
    return _final(course, "train") > 0.6 and _ends_lower(other, course)


def _usual_ratio(course: Course) -> float:
    """Return the median ratio of deltas, first hidden layer to last; 0 if none."""
    rows = course.history.signals.last_deltas(course.epoch, course.epoch)
    return median(delta_ratio(row) or 0.0 for row in rows)


def _vanishes(course: Course, _: Course) -> bool:
    return 0.0 < _usual_ratio(course) < VANISHING


def _vanishes_no_more(_: Course, repaired: Course) -> bool:
    return _usual_ratio(repaired) >= WEAK


def _overfitting(preset: str) -> tuple[Promise, Promise]:
    """Return what every preset that overfits promises."""
    return (
        Promise(preset, "patience 20 stops it", _stops_early),
        Promise(preset, "1.2 times its best at epoch 600", _overfits, LONG),
    )


PROMISES: tuple[Promise, ...] = (
    *_overfitting("default"),
    *_overfitting("overfit_xor"),
    *_overfitting("overfit_circle"),
    *_overfitting("overfit_moons"),
    Promise(
        "patience_too_small",
        "before epoch 15, worse than with 20",
        _stops_too_early,
        versus={"patience": 20},
    ),
    Promise(
        "network_too_big",
        "fits better, ends 1.3 times worse",
        _is_too_big,
        versus={"hidden_layers": [3]},
    ),
    Promise(
        "more_data",
        "ends lower than with 120 examples",
        _ends_lower,
        versus={"examples": 120},
    ),
    Promise(
        "dropout_helps",
        "ends a quarter lower than without",
        _ends_a_quarter_lower,
        versus={"dropout": 0},
    ),
    Promise(
        "l2_too_strong",
        "train above 0.6, worse than with 0.01",
        _hardly_learns,
        versus={"l2": 0.01},
    ),
    Promise("vanishing", f"deltas' ratio below {VANISHING}", _vanishes, SHORT),
    Promise(
        "vanishing",
        f"with tanh at least {WEAK}",
        _vanishes_no_more,
        SHORT,
        {"activation": "tanh"},
    ),
    Promise(
        "vanishing",
        f"with ReLU, He's weights at least {WEAK}",
        _vanishes_no_more,
        SHORT,
        {"activation": "relu", "initializer": "he_normal"},
    ),
)
