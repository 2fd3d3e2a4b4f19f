"""Named settings that reliably show something."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Preset:
    """Settings with a name, and what one will see with them.

    `overfits` is the promise that `python -m app bench presets` measures again: trained
    on to epoch 600, the validation error ends at least 1.2 times its minimum, and
    early stopping triggers.
    """

    name: str
    label: str
    help: str
    settings: dict[str, Any]
    overfits: bool = False


_OVERFITTING: dict[str, Any] = {
    "hidden_layers": [16, 16],
    "activation": "tanh",
    "learning_rate": 0.3,
    "batch_size": 10,
    "patience": 20,
    "early_stopping": True,
}

_CLEAN: dict[str, Any] = {"wrong_labels": 0, "early_stopping": False}

PRESETS: tuple[Preset, ...] = (
    Preset(
        "default",
        "Start here",
        "A small network on xor with wrong labels: it overfits and is stopped in time.",
        {},
        overfits=True,
    ),
    Preset(
        "overfit_xor",
        "Overfitting: xor",
        "Few examples, one label in seven wrong, a network too large: watch the "
        "validation error rise.",
        _OVERFITTING
        | {
            "dataset": "xor",
            "wrong_labels": 15,
            "examples": 200,
            "validation_share": 30,
            "test_share": 40,
        },
        overfits=True,
    ),
    Preset(
        "overfit_circle",
        "Overfitting: circle",
        "80 training and 200 validation examples, one label in seven wrong.",
        _OVERFITTING
        | {
            "dataset": "circle",
            "wrong_labels": 15,
            "examples": 400,
            "validation_share": 50,
            "test_share": 30,
        },
        overfits=True,
    ),
    Preset(
        "overfit_moons",
        "Overfitting: moons",
        "No wrong labels, but so much noise that the moons overlap.",
        _OVERFITTING
        | {
            "dataset": "moons",
            "noise": 0.35,
            "wrong_labels": 0,
            # Most seeds show it; these show it well from the first epochs on.
            "data_seed": 8,
            "split_seed": 8,
            "weight_seed": 8,
            "examples": 200,
            "validation_share": 30,
            "test_share": 40,
        },
        overfits=True,
    ),
    Preset(
        "xor",
        "XOR done well",
        "Clean labels and eight hidden units: what a single unit cannot do.",
        _CLEAN
        | {
            "dataset": "xor",
            "noise": 0.02,
            "examples": 400,
            "validation_share": 20,
            "test_share": 20,
            "hidden_layers": [8],
            "learning_rate": 0.3,
            "max_epochs": 300,
        },
    ),
    Preset(
        "circle",
        "Circle done well",
        "Clean labels; the hidden units draw lines, and together they draw a circle.",
        _CLEAN
        | {
            "dataset": "circle",
            "noise": 0.05,
            "examples": 400,
            "hidden_layers": [8],
            "learning_rate": 0.3,
            "max_epochs": 200,
        },
    ),
    Preset(
        "spiral",
        "Spiral done well",
        "The hardest of the shapes, learned with two wider layers and Adam.",
        _CLEAN
        | {
            "dataset": "spiral",
            "noise": 0.02,
            "examples": 400,
            "validation_share": 20,
            "test_share": 20,
            "hidden_layers": [16, 16],
            "optimizer": "adam",
            "learning_rate": 0.01,
            "max_epochs": 400,
        },
    ),
    Preset(
        "iris",
        "Iris done well",
        "Real flowers, three classes, petal length and width.",
        _CLEAN
        | {
            "dataset": "iris",
            "hidden_layers": [8],
            "learning_rate": 0.1,
            "max_epochs": 200,
        },
    ),
    Preset(
        "vanishing",
        "Vanishing gradients",
        "Four hidden layers of sigmoids: the deltas of the first are a hundred times "
        "smaller than the last's. Try tanh, or ReLU with He's initial weights.",
        _CLEAN
        | {
            "dataset": "circle",
            "noise": 0.05,
            "examples": 400,
            # Narrower toward the output: on its way back each delta shrinks a bit more.
            "hidden_layers": [16, 14, 10, 6],
            "activation": "sigmoid",
            "learning_rate": 0.1,
            "batch_size": 10,
            "max_epochs": 200,
        },
    ),
)
