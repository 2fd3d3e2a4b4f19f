"""The document's numbers, computed again with plain loops: no NumPy, no engine.

Only the example from the definitions, whose input no data set has, is made with both.
"""

import math
from functools import partial
from typing import Any

import numpy as np
import pytest

from app.engine import (
    ACTIVATIONS,
    Layout,
    Network,
    make_optimizer,
    output_for,
    trace_update,
)
from app.training.changes import checked_changes
from app.training.course import Course
from app.training.errors import SettingsError
from app.training.explain import Explanation, error_with_update, explain
from app.training.validation import resolve

SMALL = {"examples": 40, "hidden_layers": [3, 2], "activation": "tanh"}
Row = list[float]

F = {
    "tanh": math.tanh,
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
    "relu": lambda z: max(z, 0.0),
    "leaky_relu": lambda z: z if z > 0 else 0.01 * z,
    "elu": lambda z: z if z > 0 else math.expm1(z),
    "softplus": lambda z: math.log1p(math.exp(z)),
    "linear": lambda z: z,
}
SLOPE = {
    "tanh": lambda z: 1 - math.tanh(z) ** 2,
    "sigmoid": lambda z: F["sigmoid"](z) * (1 - F["sigmoid"](z)),
    "relu": lambda z: float(z > 0),
    "leaky_relu": lambda z: 1.0 if z > 0 else 0.01,
    "elu": lambda z: 1.0 if z > 0 else math.exp(z),
    "softplus": lambda z: 1 / (1 + math.exp(-z)),
    "linear": lambda z: 1.0,
}


def close(value: float) -> Any:
    return pytest.approx(value, rel=1e-9, abs=1e-12)


def output(z: Row, link: str) -> Row:
    if link == "softmax":
        e = [math.exp(v) for v in z]
        return [v / sum(e) for v in e]
    return [F[link](v) for v in z]


def error(o: Row, t: Row, loss: str) -> float:
    if loss == "squared_error":
        return sum((b - a) ** 2 for a, b in zip(o, t, strict=True)) / 2
    if len(o) == 1:
        return -t[0] * math.log(o[0]) - (1 - t[0]) * math.log(1 - o[0])
    return -sum(b * math.log(a) for a, b in zip(o, t, strict=True))


def forward(layers: list[Any], x: Row, phi: str, link: str) -> tuple[list[Row], Row]:
    """All nets, and the output."""
    nets, a = [], x
    for number, layer in enumerate(layers):
        z = [
            sum(a[i] * layer["weights"][i][j] for i in range(len(a)))
            + layer["biases"][j]
            for j in range(len(layer["biases"]))
        ]
        nets.append(z)
        last = number == len(layers) - 1
        a = output(z, link) if last else [F[phi](v) for v in z]
    return nets, a


def output_deltas(o: Row, t: Row, loss: str, link: str) -> Row:
    e = [a - b for a, b in zip(o, t, strict=True)]
    if loss == "cross_entropy" or link == "linear":
        return e
    if link == "sigmoid":
        return [e[0] * o[0] * (1 - o[0])]
    total = sum(e[k] * o[k] for k in range(len(o)))
    return [o[k] * (e[k] - total) for k in range(len(o))]


def link_of(settings: dict[str, Any]) -> str:
    return {"iris": "softmax", "sine": "linear"}.get(settings["dataset"], "sigmoid")


def check(given: dict[str, Any], document: dict[str, Any]) -> None:
    """Recompute everything from the example and the weights, but for the update."""
    settings = resolve(given).as_dict()
    phi, loss, link = settings["activation"], settings["loss"], link_of(settings)
    x, t = document["example"]["x"], document["example"]["y"]
    layers = document["layers"]
    nets, o = forward(layers, x, phi, link)
    assert document["error_before"] == close(error(o, t, loss))
    deltas = [output_deltas(o, t, loss, link)]
    for number in range(len(layers) - 1, 0, -1):
        weights = layers[number]["weights"]
        deltas.insert(
            0,
            [
                SLOPE[phi](nets[number - 1][i])
                * sum(weights[i][j] * deltas[0][j] for j in range(len(deltas[0])))
                for i in range(len(weights))
            ],
        )
    below = x
    for number, layer in enumerate(layers):
        assert layer["z"] == close(nets[number])
        assert layer["delta"] == close(deltas[number])
        assert layer["bias_gradient"] == close(deltas[number])
        for i, line in enumerate(layer["weights"]):
            for j, w in enumerate(line):
                expected = below[i] * deltas[number][j] + settings["l2"] * w
                assert layer["weight_gradient"][i][j] == close(expected)
        last = number == len(layers) - 1
        below = o if last else [F[phi](v) for v in nets[number]]
        assert layer["a"] == close(below)
    _, after = forward(moved(layers), x, phi, link)
    assert document["error_after"] == close(error(after, t, loss))


def moved(layers: list[Any]) -> list[Any]:
    """The layers with their updates added."""
    return [
        {
            "weights": [
                [w + u for w, u in zip(*lines, strict=True)]
                for lines in zip(layer["weights"], layer["weight_update"], strict=True)
            ],
            "biases": [
                b + u
                for b, u in zip(layer["biases"], layer["bias_update"], strict=True)
            ],
        }
        for layer in layers
    ]


def flat(document: dict[str, Any], name: str) -> Row:
    """All weights' and then biases' `gradient` or `update`, layer by layer."""
    values: Row = []
    for layer in document["layers"]:
        values += [v for line in layer[f"weight_{name}"] for v in line]
        values += layer[f"bias_{name}"]
    return values


def document(given: dict[str, Any], update: int = 7) -> dict[str, Any]:
    return explain(resolve(given), update=update).document()


@pytest.mark.parametrize("activation", F)
@pytest.mark.parametrize("loss", ["squared_error", "cross_entropy"])
def test_plain_loops_give_the_same_numbers(activation: str, loss: str) -> None:
    given = SMALL | {"activation": activation, "loss": loss}
    check(given, document(given))


@pytest.mark.parametrize(
    "more",
    [
        {"dataset": "iris", "examples": 150},
        {"dataset": "iris", "examples": 150, "loss": "squared_error"},
        {"dataset": "sine"},
        {"l1": 0.01, "l2": 0.1},
        {"hidden_layers": []},
        {"optimizer": "adam", "learning_rate": 0.01},
    ],
)
def test_so_they_do_for_other_outputs_and_penalties(more: dict[str, Any]) -> None:
    check(SMALL | more, document(SMALL | more))


def test_the_textbook_step_is_minus_rate_times_gradient() -> None:
    result = document(SMALL)
    expected = [-0.3 * g for g in flat(result, "gradient")]
    assert flat(result, "update") == close(expected)


def test_the_worked_example_comes_out_to_its_printed_digits() -> None:
    layout = Layout((2, 2, 1))
    output = output_for("classification", 2, "squared_error")
    network = Network(layout, ACTIVATIONS["sigmoid"], output)
    network.theta[:] = layout.from_public(
        [
            {"weights": [[0.2, -0.4], [0.6, 0.1]], "biases": [0.1, -0.1]},
            {"weights": [[0.5], [-0.3]], "biases": [0.2]},
        ]
    )
    x, t = np.array([[1.0], [0.5], [1.0]]), np.array([[1.0]])
    optimizer = make_optimizer("sgd", layout.size)
    trace = trace_update(network, optimizer, x, t, learning_rate=0.5)
    after = error_with_update(network, trace)
    result = Explanation(0, resolve({}), trace, after).document()
    first, second = result["layers"]
    digits = partial(pytest.approx, rel=1e-5)
    assert result["example"] == {"x": [1.0, 0.5], "y": [1.0]}
    assert first["weights"] == [[0.2, -0.4], [0.6, 0.1]]
    assert first["z"] == digits([0.6, -0.45])
    assert first["a"] == digits([0.645656, 0.389361])
    assert second["z"] == digits([0.406020])
    assert second["a"] == digits([0.600133])
    assert result["error_before"] == digits(0.0799467)
    assert second["delta"] == digits([-0.0959574])
    assert first["delta"] == digits([-0.0109768, 0.00684442])
    assert flat(result, "gradient")[6:] == digits([-0.0619555, -0.037362, -0.0959574])
    assert flat(result, "gradient")[:6] == digits(
        [-0.0109768, 0.00684442, -0.00548838, 0.00342221, -0.0109768, 0.00684442]
    )
    new = moved(result["layers"])
    assert new[1]["weights"] == [digits([0.530978]), digits([-0.281319])]
    assert new[0]["weights"][0] == digits([0.205488, -0.403422])
    assert result["error_after"] == digits(0.0727622)


def test_weights_that_were_typed_in_are_worked() -> None:
    weights = {"w[1][0][0]": 0.25, "b[2][0]": -0.5}
    change = {"update": 4, "set": {}, "weights": weights}
    settings = resolve(SMALL | {"hidden_layers": [2]})
    result = explain(settings, checked_changes(settings, [change]), 3).document()
    assert result["layers"][0]["weights"][0][0] == 0.25
    assert result["layers"][1]["biases"] == [-0.5]


def history_of(given: dict[str, Any], updates: int) -> list[dict[str, Any]]:
    return [document(given, update) for update in range(updates)]


def test_momentum_follows_from_all_gradients_before() -> None:
    steps = history_of(SMALL | {"optimizer": "momentum", "momentum": 0.8}, 5)
    velocity = [0.0] * len(flat(steps[0], "update"))
    for step in steps:
        gradient = flat(step, "gradient")
        velocity = [0.8 * v + g for v, g in zip(velocity, gradient, strict=True)]
        assert flat(step, "update") == close([-0.3 * v for v in velocity])


def test_adam_follows_from_all_gradients_before() -> None:
    steps = history_of(SMALL | {"optimizer": "adam", "learning_rate": 0.01}, 5)
    m = v = [0.0] * len(flat(steps[0], "update"))
    for number, step in enumerate(steps, start=1):
        g = flat(step, "gradient")
        m = [0.9 * a + 0.1 * b for a, b in zip(m, g, strict=True)]
        v = [0.999 * a + 0.001 * b * b for a, b in zip(v, g, strict=True)]
        expected = [
            -0.01 * a / (1 - 0.9**number)
            / (math.sqrt(b / (1 - 0.999**number)) + 1e-8)
            for a, b in zip(m, v, strict=True)
        ]  # fmt: skip
        assert flat(step, "update") == close(expected)


def test_an_update_leads_to_the_weights_of_the_next() -> None:
    first, second = history_of(SMALL, 2)
    after = moved(first["layers"])
    for layer, expected in zip(second["layers"], after, strict=True):
        assert layer["weights"] == expected["weights"]
        assert layer["biases"] == expected["biases"]


def test_dropout_holds_its_mask_in_the_error_after() -> None:
    given = SMALL | {"dropout": 0.5, "hidden_layers": [8], "learning_rate": 1e-5}
    result = explain(resolve(given), update=3)
    masks = result.trace.masks
    assert masks is not None
    assert {*masks[0][:, 0].tolist()} == {0.0, 2.0}
    assert result.error_after == pytest.approx(result.error_before, rel=1e-3)
    layer = result.document()["layers"][0]
    for mask, z, a in zip(masks[0][:, 0], layer["z"], layer["a"], strict=True):
        assert a == close(mask * math.tanh(z))


def test_it_is_the_update_that_training_makes() -> None:
    settings = resolve(SMALL | {"batch_size": 1, "dropout": 0.2, "optimizer": "adam"})
    result = explain(settings, update=30)
    course = Course(settings)
    course.advance(31)
    assert course.theta.tobytes() == result.trace.after.tobytes()


def test_no_rule_of_stopping_ends_it() -> None:
    given = SMALL | {"max_epochs": 1, "patience": 1, "target_error": 1000}
    changes = checked_changes(
        resolve(given), [{"update": 2, "set": {"max_epochs": 2, "batch_size": 3}}]
    )
    assert explain(resolve(given), changes, 200).update == 200


def test_changes_act_before_their_update() -> None:
    settings = resolve(SMALL)
    changes = checked_changes(settings, [{"update": 8, "set": {"learning_rate": 0.1}}])
    result = explain(settings, changes, 7)
    assert result.settings.learning_rate == 0.1
    assert changes[0].set == {"learning_rate": 0.1}


@pytest.mark.parametrize("update", [-1, 1_000_001])
def test_the_update_has_bounds(update: int) -> None:
    with pytest.raises(SettingsError, match="update must be a whole number from 0 to"):
        explain(resolve(SMALL), update=update)


def test_training_that_diverges_does_not_get_there() -> None:
    given = {"dataset": "plane", "activation": "linear", "learning_rate": 10}
    with pytest.raises(SettingsError, match="training diverges by update"):
        explain(resolve(given), update=5_000)


def test_points_that_were_changed_are_explained_as_they_are_by_then():
    settings = resolve(SMALL | {"batch_size": 0})
    plain = Course(settings).problem
    rows = plain.split.train.tolist()
    removed = [{"update": 4, "set": {}, "removed": rows[1:]}]
    found = explain(settings, checked_changes(settings, removed), update=5)
    assert found.document()["example"]["x"] == plain.train.x[:-1, 0].tolist()
