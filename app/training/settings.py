"""Every hyper-parameter, declared once.

The page's controls, the validation, the permalink, the command line's JSON Schema and
the README's table are all made from the fields of `Settings`.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

from app.engine import (
    ACTIVATIONS,
    DATASETS,
    FEATURES,
    INITIALIZERS,
    LOSSES,
    OPTIMIZERS,
)
from app.training.criteria import CRITERIA, Criterion
from app.training.declaring import Setting, declare, options
from app.training.fields import (
    Choice,
    Flag,
    Integer,
    Layers,
    Number,
    Several,
)

LIVE = "live"
REBUILD = "rebuild"
MOST_SEED = 999_999
MOST_EPOCHS = 20_000
LEAST_LEARNING_RATE = 1e-5


def _by_dataset(pick: Callable[[Any], Any]) -> Callable[[str], Any]:
    return lambda dataset: pick(DATASETS[dataset])


_CLASSES = {"dataset": tuple(k for k, kind in DATASETS.items() if kind.classes)}
_DRAWN = {
    "dataset": tuple(k for k, kind in DATASETS.items() if not kind.fixed_examples)
}
_WATCHED = {"early_stopping": (True,)}
_BY_STRIPS = (Criterion.PROGRESS_QUOTIENT, Criterion.SUCCESSIVE_RISES)


def _watched_by(*criteria: Criterion) -> dict[str, tuple[Any, ...]]:
    """Return what a setting of these criteria needs."""
    return _WATCHED | {"criteria": tuple(each.value for each in criteria)}


@dataclass(frozen=True)
class Settings:
    """A complete, checked set of hyper-parameters; made by `validation.resolve`."""

    dataset: str = declare(
        Choice(options(DATASETS)),
        "xor",
        group="Data",
        label="Data set",
        acts=REBUILD,
        help="Which points the network learns from.",
    )
    examples: int = declare(
        Integer(20, 2000),
        _by_dataset(lambda kind: kind.default_examples),
        group="Data",
        label="Examples",
        acts=REBUILD,
        needs=_DRAWN,
        help="How many points there are, over the training, validation and test sets.",
    )
    noise: float = declare(
        Number(0, 1),
        _by_dataset(lambda kind: kind.default_noise),
        group="Data",
        label="Noise",
        acts=REBUILD,
        help="How far each point is shifted at random, as a standard deviation: in the "
        "plane where it has a class, up or down where it has a value.",
    )
    wrong_labels: float = declare(
        Number(0, 50),
        15.0,
        group="Data",
        label="Wrong labels",
        unit="%",
        acts=REBUILD,
        needs=_CLASSES,
        help="The share of points, over all sets, whose label is flipped to a wrong "
        "class; points stay where they are.",
    )
    inputs: tuple[str, ...] = declare(
        Several(options(FEATURES)),
        _by_dataset(lambda kind: kind.default_inputs),
        group="Data",
        label="Inputs",
        acts=REBUILD,
        help="Which functions of a point's coordinates enter the network.",
    )
    validation_share: int = declare(
        Integer(0, 80),
        30,
        group="Data",
        label="Validation share",
        unit="%",
        acts=REBUILD,
        help="The share of the points kept for watching overfitting; the network "
        "never trains on them.",
    )
    test_share: int = declare(
        Integer(0, 80),
        40,
        group="Data",
        label="Test share",
        unit="%",
        acts=REBUILD,
        help="The share of the points kept for the final, unbiased judgement.",
    )
    data_seed: int = declare(
        Integer(0, MOST_SEED),
        0,
        group="Data",
        label="Data seed",
        acts=REBUILD,
        help="The number that fixes the points, their noise and the wrong labels; "
        "another number draws new data.",
    )
    split_seed: int = declare(
        Integer(0, MOST_SEED),
        0,
        group="Data",
        label="Split seed",
        acts=REBUILD,
        help="The number that fixes which point belongs to which set; each set holds "
        "the classes in proportion, and the points themselves stay the same.",
    )
    hidden_layers: tuple[int, ...] = declare(
        Layers(6, 32),
        (8, 8),
        group="Network",
        label="Hidden layers",
        acts=REBUILD,
        help="The number of units of each hidden layer, from the input to the output.",
    )
    activation: str = declare(
        Choice(options(ACTIVATIONS)),
        "tanh",
        group="Network",
        label="Activation",
        symbol="φ",
        acts=REBUILD,
        help="The function that every hidden unit applies to its weighted sum.",
    )
    initializer: str = declare(
        Choice(options(INITIALIZERS)),
        "glorot_uniform",
        group="Network",
        label="Initial weights",
        acts=REBUILD,
        help="How the first weights are drawn; biases start at zero.",
    )
    weight_seed: int = declare(
        Integer(0, MOST_SEED),
        0,
        group="Network",
        label="Weight seed",
        acts=REBUILD,
        help="The number that fixes the first weights, the order of the examples and "
        "the dropout masks.",
    )
    loss: str = declare(
        Choice(options(LOSSES)),
        _by_dataset(lambda kind: "cross_entropy" if kind.classes else "squared_error"),
        group="Network",
        label="Loss",
        symbol="E",
        acts=REBUILD,
        needs=_CLASSES,
        help="The error of one example; training makes its mean small.",
    )
    learning_rate: float = declare(
        Number(LEAST_LEARNING_RATE, 10, scale="log"),
        0.3,
        group="Learning",
        label="Learning rate",
        symbol="α",
        acts=LIVE,
        help="The length of each step against the gradient: too small is slow, too "
        "large overshoots.",
    )
    batch_size: int = declare(
        Integer(0, 2000),
        10,
        group="Learning",
        label="Batch size",
        unit="examples",
        acts=LIVE,
        help="How many examples are averaged for one update: 1 is online learning, 0 "
        "takes the whole training set.",
    )
    optimizer: str = declare(
        Choice(options(OPTIMIZERS)),
        "sgd",
        group="Learning",
        label="Optimizer",
        acts=REBUILD,
        help="The rule that turns gradients into weight updates.",
    )
    momentum: float = declare(
        Number(0, 0.99),
        0.9,
        group="Learning",
        label="Momentum",
        symbol="μ",
        acts=LIVE,
        needs={"optimizer": ("momentum", "nesterov")},
        help="How much of the previous step carries over; used by momentum and "
        "nesterov only.",
    )
    l1: float = declare(
        Number(0, 1, scale="log0", smallest=1e-6),
        0.0,
        group="Regularization",
        label="L1",
        symbol="λ₁",
        acts=LIVE,
        help="Adds λ₁ Σ|w| to the mean error. After each step every weight moves α λ₁ "
        "toward zero and stops there, so weights that the steps move less than that "
        "become exactly 0; biases are left out.",
    )
    l2: float = declare(
        Number(0, 1, scale="log0", smallest=1e-6),
        0.0,
        group="Regularization",
        label="L2",
        symbol="λ₂",
        acts=LIVE,
        help="Adds (λ₂/2) Σw² to the mean error, which shrinks large weights; biases "
        "are left out.",
    )
    dropout: float = declare(
        Number(0, 0.9),
        0.0,
        group="Regularization",
        label="Dropout",
        acts=LIVE,
        help="The share of hidden units switched off at random in each update; all "
        "are on when the error is measured.",
    )
    max_epochs: int = declare(
        Integer(1, MOST_EPOCHS),
        600,
        group="Stopping",
        label="Max epochs",
        unit="epochs",
        acts=LIVE,
        help="Training ends after this many passes over the training set at the "
        "latest.",
    )
    early_stopping: bool = declare(
        Flag(),
        True,
        group="Stopping",
        label="Early stopping",
        acts=LIVE,
        help="Watches the validation error and stops where the network begins to "
        "overfit.",
    )
    criteria: tuple[str, ...] = declare(
        Several(options(CRITERIA)),
        (Criterion.PATIENCE.value,),
        group="Stopping",
        label="Criteria",
        acts=LIVE,
        needs=_WATCHED,
        help="What tells early stopping that it is time; of several the first one "
        "that is met stops.",
    )
    patience: int = declare(
        Integer(1, 1000),
        20,
        group="Stopping",
        label="Patience",
        unit="epochs",
        acts=LIVE,
        needs=_watched_by(Criterion.PATIENCE),
        help="How many epochs without improvement early stopping waits for.",
    )
    min_delta: float = declare(
        Number(0, 1, scale="log0", smallest=1e-6),
        0.0,
        group="Stopping",
        label="Minimum improvement",
        acts=LIVE,
        needs=_WATCHED,
        help="The validation error must fall by more than this, below the best one, "
        "to count as an improvement.",
    )
    start_epoch: int = declare(
        Integer(1, 1000),
        1,
        group="Stopping",
        label="Start checking at epoch",
        acts=LIVE,
        needs=_WATCHED,
        help="Early stopping checks from this epoch on and ignores all before it.",
    )
    gl_threshold: float = declare(
        Number(0, 1000, scale="log0", smallest=0.1),
        20.0,
        group="Stopping",
        label="Generalization loss",
        unit="%",
        symbol="GL",
        acts=LIVE,
        needs=_watched_by(Criterion.GENERALIZATION_LOSS),
        help="Stops where the validation error is more than this above its smallest "
        "so far.",
    )
    pq_threshold: float = declare(
        Number(0, 1000, scale="log0", smallest=0.01),
        1.0,
        group="Stopping",
        label="Progress quotient",
        symbol="PQ",
        acts=LIVE,
        needs=_watched_by(Criterion.PROGRESS_QUOTIENT),
        help="Stops where the generalization loss is more than this many times the "
        "progress of the training error within a strip.",
    )
    rises: int = declare(
        Integer(1, 50),
        3,
        group="Stopping",
        label="Successive rises",
        unit="strips",
        symbol="UP",
        acts=LIVE,
        needs=_watched_by(Criterion.SUCCESSIVE_RISES),
        help="Stops when the validation error has risen from strip to strip this many "
        "times in succession.",
    )
    strip_length: int = declare(
        Integer(1, 100),
        5,
        group="Stopping",
        label="Strip length",
        unit="epochs",
        symbol="k",
        acts=LIVE,
        needs=_watched_by(*_BY_STRIPS),
        help="How many epochs make a strip: progress quotient and successive rises "
        "are checked at its end only.",
    )
    restore_best: bool = declare(
        Flag(),
        True,
        group="Stopping",
        label="Restore the best weights",
        acts=LIVE,
        needs=_WATCHED,
        help="When training with early stopping ends, the weights of the epoch with "
        "the best validation error come back.",
    )
    target_error: float | None = declare(
        Number(0, 1e6, nullable=True, scale="log0", smallest=1e-4),
        None,
        group="Stopping",
        label="Target error",
        acts=LIVE,
        help="Training also stops once the training error is at or below this; off "
        "when empty.",
    )

    def as_dict(self) -> dict[str, Any]:
        """Return all settings as JSON values (tuples become lists)."""
        values = {name: getattr(self, name) for name in CATALOGUE}
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in values.items()
        }


CATALOGUE: dict[str, Setting] = {
    item.name: Setting(name=item.name, **item.metadata) for item in fields(Settings)
}


def defaults_for(dataset: str) -> dict[str, Any]:
    """Return every setting's default under the data set named `dataset`."""
    values = {name: entry.default_for(dataset) for name, entry in CATALOGUE.items()}
    return values | {"dataset": CATALOGUE["dataset"].default}
