import numpy as np
import pytest

from app.training.presets import PRESETS
from app.training.session import Session
from app.training.states import State
from app.web.clean import clean
from app.web.layers import layers_payload
from app.web.payloads import LayersPayload
from tests.web.sessions import session, train

VANISHING = next(p.settings for p in PRESETS if p.name == "vanishing")


def layers(made: Session) -> LayersPayload:
    return layers_payload(made.run)


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
    assert sent["update"] == 5
    assert sent["ratio"] == sent["delta"][0] / sent["delta"][1]
    assert clean(sent) == sent


def test_before_the_first_update_nothing_was_learned() -> None:
    sent = layers(session())
    assert set(sent["delta"] + sent["gradient"]) == {0.0}
    assert (sent["ratio"], sent["usual"], sent["flow"]) == (None, None, None)


def test_before_the_first_epoch_has_ended_the_update_itself_is_judged() -> None:
    made = session(**VANISHING)
    train(made, 1)
    sent = layers(made)
    assert (sent["usual"], sent["epochs"], sent["flow"]) == (None, 0, "vanishing")
    assert sent["times"] == pytest.approx(sent["delta"][3] / sent["delta"][0])


def test_the_usual_ratio_is_the_median_of_the_last_epochs() -> None:
    made = session(**VANISHING | {"examples": 20, "batch_size": 0})
    train(made, 50)
    sent = layers(made)
    count = len(sent["series"]["epoch"])
    curves = np.frombuffer(sent["series"]["delta"], "<f4").reshape(5, count)
    expected = np.median(curves[0, -20:] / curves[3, -20:])
    assert sent["usual"] == pytest.approx(expected, rel=1e-5)
    assert sent["times"] == pytest.approx(1 / expected, rel=1e-5)
    assert sent["epochs"] == 20


def test_what_is_not_finite_is_0_in_the_curves() -> None:
    made = session(hidden_layers=[4, 3])
    train(made, 50)
    signals = made.run.course.history.signals
    signals.look(len(signals) + 1, made.run.course.problem.layout, np.full(31, np.nan))
    series = layers(made)["series"]
    curves = np.frombuffer(series["delta"], "<f4").reshape(3, len(series["epoch"]))
    assert (curves[:, -1] == 0).all()
    assert (curves[:, :-1] > 0).all()


@pytest.mark.parametrize("hidden_layers", [[], [4]])
def test_with_fewer_than_two_hidden_layers_there_is_no_ratio(
    hidden_layers: list[int],
) -> None:
    made = session(hidden_layers=hidden_layers)
    train(made, 20)
    sent = layers(made)
    assert (sent["ratio"], sent["usual"], sent["flow"]) == (None, None, None)
    assert len(sent["delta"]) == len(hidden_layers) + 1


def test_after_a_stop_the_numbers_are_those_that_led_to_the_best_weights() -> None:
    made = session(early_stopping=True)
    train(made, 10_000)
    run = made.run
    assert run.is_restored
    sent = layers(made)
    assert sent["update"] == run.course.history.update(run.shown_epoch)
    assert sent["update"] < run.course.update


WILD = {"dataset": "plane", "activation": "relu", "hidden_layers": [4, 3]}


def test_after_a_divergence_they_are_those_that_led_to_the_weights_put_back() -> None:
    made = session(**WILD | {"learning_rate": 0.01})
    train(made, 20)
    made.pause()
    course = made.run.course
    while course.trainer.cursor:
        course.advance(1)
    kept = layers(made)
    made.run.change({"learning_rate": 10})
    made.assign({"w[1][0][0]": 1e6, "w[2][0][0]": 1e6, "w[3][0][0]": 1e6})
    train(made, 1)
    while made.run.state is State.RUNNING:
        made.run.advance(1)
    assert made.run.state is State.DIVERGED
    assert course.epoch == kept["series"]["epoch"][-1] + 1
    sent = layers(made)
    assert {name: sent[name] for name in sent if name != "series"} == {
        name: kept[name] for name in kept if name != "series"
    }
    assert sent["update"] < course.update


def test_after_a_divergence_in_the_first_epoch_there_is_no_verdict() -> None:
    made = session(**WILD | {"learning_rate": 8})
    train(made, 10**6)
    assert made.run.state is State.DIVERGED
    assert made.run.course.epoch == 1
    sent = layers(made)
    assert (sent["update"], sent["epochs"]) == (0, 0)
    assert (sent["ratio"], sent["usual"], sent["flow"]) == (None, None, None)
    assert set(sent["delta"] + sent["gradient"]) == {0.0}


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
