"""An optimizer's own rule, number by number."""

from math import sqrt

import pytest

from app.training import inspect
from app.training.course import Course
from app.training.validation import resolve


def edge(optimizer):
    settings = resolve({"optimizer": optimizer, "learning_rate": 0.01, "l2": 0.01})
    course = Course(settings)
    course.advance(7)
    return inspect.edge(course.last_trace(), settings, 1, 0, 1)


RULES = {
    "sgd": lambda g, r: -r["learning_rate"] * g,
    "momentum": lambda g, r: -r["learning_rate"] * r["velocity_after"],
    "nesterov": lambda g, r: (
        -r["learning_rate"] * (g + r["momentum"] * r["velocity_after"])
    ),
    "rmsprop": lambda g, r: (
        -r["learning_rate"] * g / (sqrt(r["square_after"]) + r["epsilon"])
    ),
    "adam": lambda g, r: (
        -r["learning_rate"]
        * r["mean_corrected"]
        / (sqrt(r["square_corrected"]) + r["epsilon"])
    ),
}


@pytest.mark.parametrize("optimizer", RULES)
def test_the_numbers_of_a_rule_give_the_update(optimizer):
    found = edge(optimizer)
    assert found.optimizer == optimizer
    update = RULES[optimizer](found.gradient, found.rule)
    assert found.update == pytest.approx(update, rel=1e-9)


@pytest.mark.parametrize(
    ("optimizer", "name", "keep", "take"),
    [
        ("momentum", "velocity", 0.9, lambda g: g),
        ("rmsprop", "square", 0.9, lambda g: 0.1 * g * g),
        ("adam", "mean", 0.9, lambda g: 0.1 * g),
        ("adam", "square", 0.999, lambda g: 0.001 * g * g),
    ],
)
def test_what_is_remembered_follows_from_what_was_before(optimizer, name, keep, take):
    found = edge(optimizer)
    after = keep * found.rule[f"{name}_before"] + take(found.gradient)
    assert found.rule[f"{name}_after"] == pytest.approx(after, rel=1e-9)
