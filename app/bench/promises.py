"""What presets promise, to overfit or to have vanishing deltas, over many seeds."""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any

from app.bench.report import Report, at_least
from app.engine import delta_ratio
from app.engine.signals import VANISHING, WEAK
from app.training.course import Course
from app.training.presets import PRESETS
from app.training.stopping import Reason
from app.training.validation import resolve

SEEDS = 50
LONG = 600  # epochs
WORSE = 1.2  # times the smallest validation error
ENOUGH = 0.96  # of the seeds: 48 of 50
WITHOUT_END = 10**9
SHORT = 20  # epochs whose ratios of deltas have a median
REPAIRS: dict[str, dict[str, Any]] = {
    "tanh": {"activation": "tanh"},
    "ReLU with He's weights": {"activation": "relu", "initializer": "he_normal"},
}


@dataclass(frozen=True)
class Outcome:
    """What happened with one seed: did it stop early, and how far did it overfit."""

    triggered: bool
    stop_epoch: int
    ratio: float


def outcome(settings: Mapping[str, Any], seed: int) -> Outcome:
    """Train once with early stopping, and once without it to epoch 600."""
    seeds = dict.fromkeys(("data_seed", "split_seed", "weight_seed"), seed)
    given = {**settings, **seeds, "max_epochs": LONG}
    stopping = Course(resolve(given))
    stopping.advance(WITHOUT_END)
    stop = stopping.stop
    assert stop is not None  # max_epochs ends it at the latest
    going_on = Course(resolve(given | {"early_stopping": False}))
    going_on.advance(WITHOUT_END)
    errors = [e for e in going_on.history.column("validation")[1:] if e is not None]
    triggered = stop.reason is Reason.EARLY_STOPPING
    return Outcome(triggered, stop.epoch, errors[-1] / min(errors))


def usual_ratio(settings: Mapping[str, Any], seed: int) -> float:
    """Return the median ratio of deltas, first hidden layer to last; 0 if none."""
    seeds = dict.fromkeys(("data_seed", "split_seed", "weight_seed"), seed)
    course = Course(resolve({**settings, **seeds, "max_epochs": SHORT}))
    course.advance(WITHOUT_END)
    rows = course.history.signals.last_deltas(SHORT, course.epoch)
    return median(delta_ratio(row) or 0.0 for row in rows)


def vanishing(report: Report, seeds: int) -> None:
    """Measure the preset whose deltas vanish, and what repairs it."""
    report.title(f"Deltas of the first hidden layer to the last: of {seeds} seeds")
    bar = at_least(ENOUGH * seeds)
    preset = next(each for each in PRESETS if each.name == "vanishing")
    ratios = [usual_ratio(preset.settings, seed) for seed in range(seeds)]
    count = sum(0.0 < ratio < VANISHING for ratio in ratios)
    report.line(f"{preset.label}: below {VANISHING}", count, "", bar)
    for name, repair in REPAIRS.items():
        given = preset.settings | repair
        count = sum(usual_ratio(given, seed) >= WEAK for seed in range(seeds))
        report.line(f"{preset.label}, with {name}: at least {WEAK}", count, "", bar)


def run(report: Report, seeds: int = SEEDS) -> None:
    """Measure every preset that promises something, the default settings included."""
    vanishing(report, seeds)
    report.title(f"Presets that overfit: of {seeds} seeds, how many")
    bar = at_least(ENOUGH * seeds)
    for preset in PRESETS:
        if not preset.overfits:
            continue
        outcomes = [outcome(preset.settings, seed) for seed in range(seeds)]
        stopped = sum(each.triggered for each in outcomes)
        worse = sum(each.ratio >= WORSE for each in outcomes)
        report.line(f"{preset.label}: stop early", stopped, "", bar)
        report.line(f"{preset.label}: end {WORSE} times their best", worse, "", bar)
