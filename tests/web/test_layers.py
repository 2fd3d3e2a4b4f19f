import numpy as np
import pytest

from app.training.session import Session
from app.web.clean import clean
from app.web.layers import Layers
from app.web.payloads import LayersPayload
from tests.web.sessions import session, train


def layers(made: Session) -> LayersPayload:
    return Layers(made.run.course).payload(made.run)


def test_each_layer_has_the_root_mean_square_of_its_deltas_and_gradients() -> None:
    made = session(hidden_layers=[4, 3])
    train(made, 5)
    sent = layers(made)
    course = made.run.course
    for number, layer in enumerate(course.problem.layout.public(course.vectors[1])):
        biases, weights = layer["biases"], layer["weights"]
        assert sent["delta"][number] == pytest.approx(np.sqrt(np.mean(biases**2)))
        assert sent["gradient"][number] == pytest.approx(np.sqrt(np.mean(weights**2)))
    assert len(sent["delta"]) == 3
    assert clean(sent) == sent


def test_before_the_first_update_nothing_was_learned() -> None:
    sent = layers(session())
    assert set(sent["delta"] + sent["gradient"]) == {0.0}
    assert sent["health"] == []


@pytest.mark.parametrize(
    ("activation", "bias", "reason"), [("tanh", 50, "saturated"), ("relu", -50, "dead")]
)
def test_a_unit_that_learns_no_more_is_told_with_the_reason(
    activation: str, bias: float, reason: str
) -> None:
    made = session(hidden_layers=[4, 3], activation=activation)
    made.assign({"b[2][1]": bias})
    sent = layers(made)
    assert {"layer": 2, "unit": 1, "reason": reason} in sent["health"]
    assert all(unit["layer"] < 3 for unit in sent["health"])


def test_looking_changes_nothing() -> None:
    made, other = session(), session()
    train(made, 5)
    layers(made)
    made.run.advance(5)
    train(other, 10)
    assert made.run.course.theta.tobytes() == other.run.course.theta.tobytes()


def test_the_curves_are_drawn_from_few_points_layer_by_layer() -> None:
    made = session(examples=20, batch_size=0, hidden_layers=[4, 3])
    assert layers(made)["series"] == {"epoch": [], "delta": b"", "gradient": b""}
    train(made, 1000)
    series = layers(made)["series"]
    epochs = series["epoch"]
    assert 50 < len(epochs) <= 200
    assert (epochs[-1], epochs) == (1000, sorted(epochs))
    curves = np.frombuffer(series["gradient"], "<f4").reshape(3, len(epochs))
    assert (curves > 0).all()
    assert curves[:, -1] == pytest.approx(layers(made)["gradient"])
