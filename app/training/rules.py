"""Rules that hold between settings, checked once every single value is in order.

Each rule takes the candidate settings and returns None, or the field to blame and the
sentence that names the rule and the values received.
"""

from collections.abc import Callable

from app.engine import DATASETS, Layout
from app.training.errors import SettingsError
from app.training.settings import Settings

MOST_PARAMETERS = 5_000

Blame = tuple[str, str] | None
Counts = tuple[int, int, int]  # of training, validation and test examples


def set_counts(settings: Settings) -> Counts:
    """Return the numbers of training, validation and test examples."""
    validation = settings.examples * settings.validation_share // 100
    test = settings.examples * settings.test_share // 100
    return settings.examples - validation - test, validation, test


def network_sizes(settings: Settings) -> tuple[int, ...]:
    """Return the numbers of units of all layers, inputs and outputs included."""
    classes = DATASETS[settings.dataset].classes
    outputs = classes if classes > 2 else 1
    return (len(settings.inputs), *settings.hidden_layers, outputs)


def _examples(settings: Settings) -> Blame:
    kind = DATASETS[settings.dataset]
    if not kind.fixed_examples or settings.examples == kind.default_examples:
        return None
    return "examples", (
        f"examples must be {kind.default_examples} for {settings.dataset}, a real "
        f"data set; received {settings.examples}"
    )


def _inputs(settings: Settings) -> Blame:
    allowed = DATASETS[settings.dataset].input_names
    wrong = [name for name in settings.inputs if name not in allowed]
    if not wrong:
        return None
    return "inputs", (
        f"inputs must be among {', '.join(allowed)} for {settings.dataset}; "
        f"received {', '.join(wrong)}"
    )


def _loss(settings: Settings) -> Blame:
    if DATASETS[settings.dataset].classes or settings.loss == "squared_error":
        return None
    return "loss", (
        f"loss must be squared_error for {settings.dataset}, a regression data set; "
        f"received {settings.loss}"
    )


def _shares(settings: Settings) -> Blame:
    together = settings.validation_share + settings.test_share
    if together > 100:
        return "validation_share", (
            "validation_share and test_share must be at most 100 % together; "
            f"received {settings.validation_share} % and {settings.test_share} %"
        )
    counts = set_counts(settings)
    for name, count in zip(("validation", "test"), counts[1:], strict=True):
        share = getattr(settings, f"{name}_share")
        if share and not count:
            return f"{name}_share", (
                f"{name}_share must be 0 or give at least one example; received "
                f"{share} % of {settings.examples}"
            )
    if counts[0] < 1:
        return "validation_share", (
            "validation_share and test_share must leave at least one training "
            f"example; received {settings.validation_share} % and "
            f"{settings.test_share} % of {settings.examples}"
        )
    return None


def _batch(settings: Settings, counts: Counts | None = None) -> Blame:
    training = (counts or set_counts(settings))[0]
    if settings.batch_size <= training:
        return None
    return "batch_size", (
        f"batch_size must be at most the {training} examples of the training set, or "
        f"0 for all of them; received {settings.batch_size}"
    )


def _stopping(settings: Settings, counts: Counts | None = None) -> Blame:
    if not settings.early_stopping or (counts or set_counts(settings))[1]:
        return None
    return "early_stopping", (
        "early_stopping must be off where the validation set is empty; received on "
        f"with validation_share {settings.validation_share} %"
    )


def _parameters(settings: Settings) -> Blame:
    parameters = Layout(network_sizes(settings)).size
    if parameters <= MOST_PARAMETERS:
        return None
    layers = ",".join(map(str, settings.hidden_layers))
    return "hidden_layers", (
        f"hidden_layers must give a network of at most {MOST_PARAMETERS} parameters; "
        f"received {layers}, which makes {parameters}"
    )


RULES: tuple[Callable[[Settings], Blame], ...] = (
    _examples,
    _inputs,
    _loss,
    _shares,
    _batch,
    _stopping,
    _parameters,
)


def check_together(settings: Settings) -> Settings:
    """Return `settings` if they fit together, else raise SettingsError."""
    for rule in RULES:
        blame = rule(settings)
        if blame is not None:
            raise SettingsError("combination", *blame)
    return settings


def check_counts(settings: Settings, counts: Counts) -> Settings:
    """Return `settings` if they fit sets of other sizes, else raise SettingsError.

    For the sets of a run whose points were changed.
    """
    for blame in (_batch(settings, counts), _stopping(settings, counts)):
        if blame is not None:
            raise SettingsError("combination", *blame)
    return settings
