"""Rules that hold between settings, checked once every single value is in order.

Each rule takes the candidate settings and returns None, or what is wrong: the field to
blame, the sentence that names the rule and the values received, and the same in the
words of the page.
"""

from collections.abc import Callable
from typing import NamedTuple

from app.engine import DATASETS, Layout
from app.training.errors import SettingsError
from app.training.settings import CATALOGUE, Settings

MOST_PARAMETERS = 5_000
SHARES = ("validation_share", "test_share")

Counts = tuple[int, int, int]  # of training, validation and test examples


class Blame(NamedTuple):
    """The field to blame, what is wrong for files, and for the page's readers."""

    field: str
    message: str
    words: str

    def as_error(self) -> SettingsError:
        """Return the error to raise."""
        return SettingsError("combination", self.field, self.message, self.words)


def set_counts(settings: Settings) -> Counts:
    """Return the numbers of training, validation and test examples."""
    return counts_of(settings.examples, settings.validation_share, settings.test_share)


def counts_of(examples: int, validation_share: int, test_share: int) -> Counts:
    """Return the sizes of the three sets; negative where the shares exceed 100 %."""
    validation = examples * validation_share // 100
    test = examples * test_share // 100
    return examples - validation - test, validation, test


def least_share(examples: int) -> int:
    """Return the smallest share in percent that gives at least one example."""
    return -(-100 // examples)


def network_sizes(settings: Settings) -> tuple[int, ...]:
    """Return the numbers of units of all layers, inputs and outputs included."""
    classes = DATASETS[settings.dataset].classes
    outputs = classes if classes > 2 else 1
    return (len(settings.inputs), *settings.hidden_layers, outputs)


def _examples(settings: Settings) -> Blame | None:
    kind = DATASETS[settings.dataset]
    if not kind.fixed_examples or settings.examples == kind.default_examples:
        return None
    return Blame(
        "examples",
        f"examples must be {kind.default_examples} for {settings.dataset}, a real "
        f"data set; received {settings.examples}",
        f"{label('examples')}: {kind.label} is a real data set of "
        f"{kind.default_examples} examples, no more and no fewer",
    )


def _inputs(settings: Settings) -> Blame | None:
    kind = DATASETS[settings.dataset]
    allowed = kind.input_names
    wrong = [name for name in settings.inputs if name not in allowed]
    if not wrong:
        return None
    return Blame(
        "inputs",
        f"inputs must be among {', '.join(allowed)} for {settings.dataset}; "
        f"received {', '.join(wrong)}",
        f"{label('inputs')}: {kind.label} has only "
        f"{CATALOGUE['inputs'].spoken(allowed)}",
    )


def _loss(settings: Settings) -> Blame | None:
    kind = DATASETS[settings.dataset]
    if kind.classes or settings.loss == "squared_error":
        return None
    return Blame(
        "loss",
        f"loss must be squared_error for {settings.dataset}, a regression data set; "
        f"received {settings.loss}",
        f"{label('loss')}: {kind.label} has values instead of classes, so it needs "
        f"{CATALOGUE['loss'].spoken('squared_error')}",
    )


def _both() -> str:
    return f"{label('validation_share')} and {label('test_share').lower()}"


def _shares(settings: Settings) -> Blame | None:
    shares = [getattr(settings, name) for name in SHARES]
    if sum(shares) > 100:
        return Blame(
            "validation_share",
            "validation_share and test_share must be at most 100 % together; "
            f"received {shares[0]} % and {shares[1]} %",
            f"{_both()}: at most 100 % together, for example 30 % and 40 %",
        )
    counts = set_counts(settings)
    for name, share, count in zip(SHARES, shares, counts[1:], strict=True):
        if share and not count:
            return Blame(
                name,
                f"{name} must be 0 or give at least one example; received "
                f"{share} % of {settings.examples}",
                f"{label(name)}: 0 %, or at least {least_share(settings.examples)} % "
                f"of {settings.examples} examples, so that the set has one",
            )
    if counts[0] < 1:
        return Blame(
            "validation_share",
            "validation_share and test_share must leave at least one training "
            f"example; received {shares[0]} % and {shares[1]} % of "
            f"{settings.examples}",
            f"{_both()}: at least one of {settings.examples} examples must be left for "
            "training, so choose smaller shares",
        )
    return None


def _batch(settings: Settings, counts: Counts | None = None) -> Blame | None:
    training = (counts or set_counts(settings))[0]
    if settings.batch_size <= training:
        return None
    return Blame(
        "batch_size",
        f"batch_size must be at most the {training} examples of the training set, or "
        f"0 for all of them; received {settings.batch_size}",
        f"{label('batch_size')}: at most the {training} examples of the training set, "
        "or 0 for all of them",
    )


def parameters(settings: Settings) -> int:
    """Return how many weights and biases the network has."""
    return Layout(network_sizes(settings)).size


def _parameters(settings: Settings) -> Blame | None:
    count = parameters(settings)
    if count <= MOST_PARAMETERS:
        return None
    layers = ",".join(map(str, settings.hidden_layers))
    return Blame(
        "hidden_layers",
        f"hidden_layers must give a network of at most {MOST_PARAMETERS} parameters; "
        f"received {layers}, which makes {count}",
        f"{label('hidden_layers')}: at most {MOST_PARAMETERS} weights and biases in "
        f"all; {layers.replace(',', ', ')} makes {count}",
    )


RULES: tuple[Callable[[Settings], Blame | None], ...] = (
    _examples,
    _inputs,
    _loss,
    _shares,
    _batch,
    _parameters,
)


def check_together(settings: Settings) -> Settings:
    """Return `settings` if they fit together, else raise SettingsError."""
    for rule in RULES:
        blame = rule(settings)
        if blame is not None:
            raise blame.as_error()
    return settings


def check_counts(settings: Settings, counts: Counts) -> Settings:
    """Return `settings` if they fit sets of other sizes, else raise SettingsError.

    For the sets of a run whose points were changed.
    """
    blame = _batch(settings, counts)
    if blame is not None:
        raise blame.as_error()
    return settings


def label(name: str) -> str:
    """Return what the page calls a setting."""
    return CATALOGUE[name].label
