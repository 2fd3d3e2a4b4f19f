import numpy as np
import pytest
from markupsafe import Markup

from app.cli.mathml import letter
from app.cli.steps import RULE, memory, terms_of, threshold
from app.engine import OPTIMIZERS, make_optimizer

GRADIENT = np.array([0.5])


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_optimizer_shows_its_rule_and_its_result(name: str) -> None:
    optimizer, theta = make_optimizer(name, 1), np.zeros(1)
    optimizer.step(theta, GRADIENT, 0.1, 0.9)
    before = optimizer.state()
    optimizer.step(theta, GRADIENT, 0.1, 0.9)
    after = optimizer.state()
    terms = {
        **{"g": 0.5, "rate": 0.1, "mu": 0.9, "step": float(optimizer.update[0])},
        **terms_of(name, before, 0, "before"),
        **terms_of(name, after, 0, "after"),
    }
    lines = RULE[name](letter("w"), terms)
    assert lines[-1][2] == optimizer.update[0]
    shown = "".join(Markup(part).striptags() for part in lines[-1][1])
    assert "0.1" in shown


@pytest.mark.parametrize(
    ("step", "after", "shown"),
    [
        (-0.25, -0.02, "(−1)·max(|−0.05|−0.03,0)"),
        (0.5, 0.67, "1·max(|0.7|−0.03,0)"),
        (-0.21, 0.0, "(−1)·max(|−0.01|−0.03,0)"),
    ],
)
def test_the_threshold_is_worked_with_its_numbers(
    step: float, after: float, shown: str
) -> None:
    given = {"before": 0.2, "step": step, "stepped": 0.2 + step}
    given |= {"rate": 0.3, "l1": 0.1, "limit": 0.03, "after": after}
    lines = threshold(letter("w"), letter("d"), given | {"update": after - 0.2})
    texts = [
        tuple("".join(Markup(piece).striptags() for piece in side) for side in line[:2])
        for line in lines
    ]
    assert [line[2] for line in lines] == [0.2 + step, 0.03, after, after - 0.2]
    assert texts[1] == ("α·λ1", "0.3·0.1")
    assert texts[2] == ("w←sign(w+u)·max(|w+u|−α·λ1,0)", shown)


def test_adams_moments_are_those_of_its_paper() -> None:
    optimizer, theta = make_optimizer("adam", 1), np.zeros(1)
    optimizer.step(theta, GRADIENT, 0.1)
    moments = memory("adam", optimizer.state())
    assert moments["mean"] == pytest.approx(0.05)
    assert moments["square"] == pytest.approx(0.00025)
    corrected = terms_of("adam", optimizer.state(), 0, "after")
    assert corrected["mean_corrected"] == pytest.approx(0.5)
    assert corrected["square_corrected"] == pytest.approx(0.25)


def test_plain_descent_remembers_nothing() -> None:
    assert memory("sgd", make_optimizer("sgd", 1).state()) == {}
