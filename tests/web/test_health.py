import numpy as np
import pytest

from app.engine import INITIALIZERS
from app.training.session import Session
from app.web.clean import clean
from app.web.health import EXAMPLES_JUDGED, Judge
from app.web.payloads import HealthPayload
from tests.web.sessions import session, train


def health(made: Session) -> HealthPayload:
    return Judge(made.run.course).payload(made.run.shown_theta)


def symmetric(made: Session) -> list[tuple[int, int, int, bool]]:
    return [
        (unit["layer"], unit["unit"], unit["others"], unit["stuck"])
        for unit in health(made)["units"]
        if unit["reason"] == "symmetric"
    ]


@pytest.mark.parametrize(
    ("activation", "bias", "reason"), [("tanh", 50, "saturated"), ("relu", -50, "dead")]
)
def test_a_unit_that_learns_no_more_is_told_with_the_reason(
    activation: str, bias: float, reason: str
) -> None:
    made = session(hidden_layers=[4, 3], activation=activation)
    made.assign({"b[2][1]": bias})
    sent = health(made)
    entry = {"layer": 2, "unit": 1, "reason": reason, "others": 0, "stuck": False}
    assert entry in sent["units"]
    assert all(unit["layer"] < 3 for unit in sent["units"])
    assert clean(sent) == sent


def test_units_are_judged_over_a_part_of_many_training_examples() -> None:
    few = session()
    assert health(few)["examples"] == few.run.course.problem.train.x.shape[1]
    assert health(session(examples=2000))["examples"] == EXAMPLES_JUDGED


def test_looking_changes_nothing() -> None:
    made, other = session(), session()
    train(made, 5)
    health(made)
    made.run.advance(5)
    train(other, 10)
    assert made.run.course.theta.tobytes() == other.run.course.theta.tobytes()


@pytest.mark.parametrize("widths", [[5, 7], [16], [13, 4, 3]])
@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
def test_units_that_begin_with_zeros_stay_alike(
    widths: list[int], optimizer: str
) -> None:
    made = session(
        hidden_layers=widths,
        initializer="zeros",
        activation="sigmoid",
        optimizer=optimizer,
    )
    first = made.run.course.theta.copy()
    train(made, 300)
    assert np.count_nonzero(made.run.course.theta != first) == len(first)
    expected = [
        (layer, unit, width - 1, False)
        for layer, width in enumerate(widths, start=1)
        for unit in range(width)
    ]
    assert symmetric(made) == expected


@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_with_zeros_where_f_of_0_is_0_only_the_outputs_bias_learns(
    activation: str,
) -> None:
    made = session(
        hidden_layers=[4, 3], initializer="zeros", activation=activation, examples=77
    )
    train(made, 50)
    theta = made.run.course.theta
    assert theta[-1] != 0
    assert not theta[:-1].any()
    assert [stuck for *_, stuck in symmetric(made)] == [True] * 7


@pytest.mark.parametrize("initializer", sorted(set(INITIALIZERS) - {"zeros"}))
def test_any_other_initializer_breaks_the_symmetry(initializer: str) -> None:
    made = session(hidden_layers=[16, 16], initializer=initializer)
    assert symmetric(made) == []
    train(made, 100)
    assert symmetric(made) == []


def test_a_changed_weight_takes_its_unit_out_of_the_symmetry() -> None:
    made = session(hidden_layers=[4], initializer="zeros", activation="sigmoid")
    made.assign({"w[1][0][2]": 0.5})
    assert symmetric(made) == [(1, unit, 2, False) for unit in (0, 1, 3)]


def test_a_unit_without_gradients_can_still_be_moved_by_its_optimizer() -> None:
    made = session(hidden_layers=[3], activation="tanh", optimizer="momentum")
    train(made, 10)
    made.pause()
    layout = made.run.course.problem.layout
    own = ("w[1][0][{0}]", "w[1][1][{0}]", "b[1][{0}]", "w[2][{0}][0]")
    made.assign({name.format(unit): 0.0 for name in own for unit in (0, 1)})
    stuck = [(1, 0, 1, True), (1, 1, 1, True)]
    assert symmetric(made) == stuck
    train(made, 1)
    first, last = layout.views(made.run.course.trainer.gradient)
    assert not first[:2].any()
    assert not last[:, :2].any()
    assert symmetric(made) == []


def test_without_hidden_layers_there_is_nothing_to_judge() -> None:
    assert health(session(hidden_layers=[]))["units"] == []
