"""How settings that were not asked for give way to those that were.

What was given in one request is never altered. What was not, a default or a value from
before, gives way to it: fewer examples than a batch has make the batch smaller. What
gave way is remembered with the value that was wanted, which comes back as soon as there
is room for it, and with a note in the words of the page.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from app.engine import DATASETS
from app.training.rules import (
    MOST_PARAMETERS,
    SHARES,
    Counts,
    check_counts,
    check_together,
    counts_of,
    label,
    least_share,
    parameters,
    set_counts,
)
from app.training.settings import CATALOGUE, Settings, defaults_for

RESTS = "Early stopping needs a validation set, so it rests while "


@dataclass(frozen=True)
class Adapted:
    """A setting that gave way: what was wanted, what it is, and why in words."""

    wish: Any
    value: Any
    note: str


Adaptations = Mapping[str, Adapted]


@dataclass(frozen=True)
class Fitted:
    """Settings that fit together, and what gave way for that, by name."""

    settings: Settings
    adapted: Adaptations = field(default_factory=dict)


def fit(
    wanted: Mapping[str, Any],
    given: Collection[str],
    yielded: Collection[str] = (),
    counts: Counts | None = None,
) -> Fitted:
    """Return settings as near to `wanted` as they can be, those `given` unchanged.

    `wanted` holds a checked value for each setting. Of settings that could give way,
    those that have `yielded` before do. `counts` are the sizes of the sets where points
    were changed.

    Raises:
        SettingsError: values clash that were given.
    """
    fitting = _Fitting(dict(wanted), given, yielded)
    fitting.follow_dataset()
    fitting.fill_sets()
    fitting.leave_training()
    fitting.shrink_batch(counts)
    fitting.shrink_network()
    settings = check_together(fitting.settings)
    if counts is not None:
        check_counts(settings, counts)
    adapted = {
        name: Adapted(wanted[name], value, _note(name, wanted[name], value, why))
        for name, why in fitting.reasons.items()
        if (value := fitting.values[name]) != wanted[name]
    }
    return Fitted(settings, adapted)


def wishes(settings: Settings, adapted: Adaptations) -> dict[str, Any]:
    """Return what was wanted where `settings` still have what had to do instead."""
    return {
        name: each.wish
        for name, each in adapted.items()
        if getattr(settings, name) == each.value
    }


def notes(settings: Settings, adapted: Adaptations, counts: Counts) -> dict[str, str]:
    """Return what is to be told beside settings, by name.

    What gave way, and that early stopping rests where nothing can be watched.
    """
    told = {name: adapted[name].note for name in wishes(settings, adapted)}
    if settings.early_stopping and not counts[1]:
        share = settings.validation_share
        why = "the set is empty" if share else "the share is 0 %"
        told["early_stopping"] = f"{RESTS}{why}."
    return told


def _note(name: str, wish: Any, value: Any, why: str) -> str:
    entry = CATALOGUE[name]
    return f"{entry.spoken(value)} instead of {entry.spoken(wish)}: {why}."


class _Fitting:
    """The values on their way, and why those that gave way did."""

    def __init__(
        self, values: dict[str, Any], given: Collection[str], yielded: Collection[str]
    ) -> None:
        self.values = values
        self.reasons: dict[str, str] = {}
        self._given = given
        self._yielded = yielded

    @property
    def settings(self) -> Settings:
        """The settings as they are by now."""
        return Settings(**self.values)

    def follow_dataset(self) -> None:
        """Have the data set take what it can of examples, inputs and loss."""
        values, dataset = self.values, self.values["dataset"]
        kind, own = DATASETS[dataset], defaults_for(dataset)
        if kind.fixed_examples:
            why = f"{kind.label} is a real data set of {own['examples']} examples"
            self._adapt("examples", own["examples"], why)
        known = tuple(n for n in values["inputs"] if n in kind.input_names)
        missing = tuple(n for n in values["inputs"] if n not in known)
        if missing:
            why = f"{kind.label} has no {CATALOGUE['inputs'].spoken(missing)}"
            self._adapt("inputs", known or own["inputs"], why)
        if not kind.classes:
            why = f"{kind.label} has values instead of classes"
            self._adapt("loss", "squared_error", why)

    def fill_sets(self) -> None:
        """Have each set that shall have a share have an example at least."""
        for name in SHARES:
            share, examples = self.values[name], self.values["examples"]
            if not share or examples * share // 100:
                continue
            if self._first((name, "examples")) == name:
                why = f"less of {examples} examples would be none"
                self._adapt(name, least_share(examples), why)
            else:
                why = f"of fewer, a {label(name).lower()} of {share} % would be none"
                self._adapt("examples", -(-100 // share), why)

    def leave_training(self) -> None:
        """Have a share give way where both would leave no training example."""
        if self._leaves_training(*(self.values[name] for name in SHARES)):
            return
        name = self._first(("test_share", "validation_share"))
        if name is None:
            return
        other = SHARES[SHARES[0] == name]
        share = next(s for s in range(self.values[name], -1, -1) if self._fits(name, s))
        why = (
            f"with a {label(other).lower()} of {self.values[other]} %, more would "
            "leave too little for training"
        )
        self._adapt(name, share, why)

    def _fits(self, name: str, share: int) -> bool:
        shares = {each: self.values[each] for each in SHARES} | {name: share}
        is_empty = share > 0 and self.values["examples"] * share // 100 == 0
        return self._leaves_training(*shares.values()) and not is_empty

    def _leaves_training(self, validation: int, test: int) -> bool:
        training = counts_of(self.values["examples"], validation, test)[0]
        return validation + test <= 100 and training >= 1

    def shrink_batch(self, counts: Counts | None) -> None:
        """Have a batch be no larger than the training set.

        Points that were added do not count: settings are valid by themselves.
        """
        training = set_counts(self.settings)[0]
        if counts is not None:
            training = min(training, counts[0])
        if self.values["batch_size"] > training >= 1:
            words = "1 example" if training == 1 else f"{training} examples"
            self._adapt("batch_size", training, f"the training set has only {words}")

    def shrink_network(self) -> None:
        """Take units from the largest layers until there are not too many weights."""
        settings = self.settings
        layers = list(settings.hidden_layers)
        while parameters(settings) > MOST_PARAMETERS:
            largest = max(range(len(layers)), key=lambda i: (layers[i], i))
            layers[largest] -= 1
            settings = replace(settings, hidden_layers=tuple(layers))
        why = f"a network has at most {MOST_PARAMETERS} weights and biases"
        self._adapt("hidden_layers", settings.hidden_layers, why)

    def _adapt(self, name: str, value: Any, why: str) -> None:
        if name not in self._given and self.values[name] != value:
            self.values[name] = value
            self.reasons[name] = why

    def _first(self, names: tuple[str, ...]) -> str | None:
        """Return which of these is to give way: one that did before, if there is."""
        free = [name for name in names if name not in self._given]
        before = [name for name in free if name in self._yielded]
        return next(iter(before + free), None)
