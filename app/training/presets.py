"""Named settings that reliably show something."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Preset:
    """Settings with a name, and what one will see with them.

    What the help foretells in numbers is a promise in `promises.py`, measured again.
    """

    name: str
    label: str
    help: str
    settings: dict[str, Any]


_LARGE: dict[str, Any] = {
    "hidden_layers": [16, 16],
    "activation": "tanh",
    "loss": "cross_entropy",
    "optimizer": "sgd",
    "learning_rate": 0.3,
    "batch_size": 10,
    "patience": 20,
    "early_stopping": True,
}
_XOR = _LARGE | {
    "dataset": "xor",
    "wrong_labels": 15,
    "examples": 200,
    "validation_share": 30,
    "test_share": 40,
}
_CIRCLE = _LARGE | {
    "dataset": "circle",
    "wrong_labels": 15,
    "examples": 400,
    "validation_share": 50,
    "test_share": 30,
}
_MOONS = _XOR | {"dataset": "moons", "noise": 0.35, "wrong_labels": 0}

_UNSTOPPED: dict[str, Any] = {"early_stopping": False}
_CLEAN: dict[str, Any] = {"wrong_labels": 0, "early_stopping": False}

PRESETS: tuple[Preset, ...] = (
    Preset(
        "default",
        "Start here",
        "A small network on xor with wrong labels. Early stopping ends it; trained on "
        "to epoch 600, its validation error is at least 1.2 times its smallest.",
        {},
    ),
    Preset(
        "overfit_xor",
        "Overfitting: xor",
        "60 training examples, one label in seven wrong. Early stopping ends it; "
        "trained on to epoch 600, its validation error is at least 1.2 times its "
        "smallest.",
        _XOR,
    ),
    Preset(
        "overfit_circle",
        "Overfitting: circle",
        "80 training and 200 validation examples, one label in seven wrong: stopped "
        "early, and at least 1.2 times its smallest validation error at epoch 600.",
        _CIRCLE,
    ),
    Preset(
        "overfit_moons",
        "Overfitting: moons",
        "No wrong labels, but so much noise that the moons overlap: stopped early, and "
        "at least 1.2 times its smallest validation error at epoch 600.",
        # Most seeds show it; these show it well from the first epochs on.
        _MOONS | {"data_seed": 8, "split_seed": 8, "weight_seed": 8},
    ),
    Preset(
        "patience_too_small",
        "Patience too small",
        "One label in five is wrong. The first rise of the validation error stops it, "
        "before epoch 15: the best one by then is higher than with patience 20.",
        _XOR | {"patience": 1, "wrong_labels": 20},
    ),
    Preset(
        "network_too_big",
        "Too big a network",
        "1,185 weights and biases for 80 examples, one label in five wrong. After 600 "
        "epochs the training error is lower than with one layer of 3 units, but the "
        "validation error at least 1.3 times as high.",
        _CIRCLE
        | _UNSTOPPED
        | {"hidden_layers": [32, 32], "wrong_labels": 20, "max_epochs": 600},
    ),
    Preset(
        "more_data",
        "More data",
        "2,000 examples, 600 of them for training. After 200 epochs the validation "
        "error is lower than with 120 examples.",
        _XOR | _UNSTOPPED | {"examples": 2000, "max_epochs": 200},
    ),
    Preset(
        "dropout_helps",
        "Dropout helps",
        "Each update leaves out a fifth of the hidden units. After 600 epochs the "
        "validation error is at least a quarter lower than with dropout 0.",
        _XOR | _UNSTOPPED | {"dropout": 0.2, "max_epochs": 600},
    ),
    Preset(
        "l2_too_strong",
        "Too much L2",
        "Weights held so small that hardly anything is learned: after 200 epochs the "
        "training error is above 0.6 and the validation error higher than with L2 "
        "0.01.",
        _CIRCLE | _UNSTOPPED | {"l2": 0.1, "max_epochs": 200},
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
        "Four hidden layers of sigmoids: the deltas of the first are more than 50 "
        "times smaller than the last's. Try tanh, or ReLU with He's initial weights.",
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
