import numpy as np
import pytest

from app.training.session import Session
from app.web.clean import clean
from app.web.frames import Shown, frame_payload
from app.web.messages import EdgeFocus, UnitFocus
from app.web.payloads import FramePayload
from app.web.protocol import FocusKind
from app.web.scenes import Scene
from tests.web.sessions import session, train


def frame(made: Session, shown: Shown | None = None, first: int = 0) -> FramePayload:
    return frame_payload(made, shown or Shown(), 1, first, Scene(made.run.course))


def floats(blob: bytes) -> np.ndarray:
    return np.frombuffer(blob, "<f4")


def test_a_frame_has_every_field_that_is_declared() -> None:
    made = session()
    assert set(frame(made)) == set(FramePayload.__annotations__)
    train(made, 10)
    assert clean(frame(made)) == frame(made)


def test_before_the_first_update_gradient_and_change_are_zero() -> None:
    first = frame(session())
    for name in ("gradient", "change", "deltas"):
        assert not floats(first[name]).any()
    assert (first["epoch"], first["update"], first["state"]) == (0, 0, "ready")


def test_vectors_come_layer_by_layer_weights_then_biases() -> None:
    made = session(hidden_layers=[3])
    train(made, 4)
    course = made.run.course
    got = floats(frame(made)["weights"])
    first, second = course.problem.layout.public(course.theta)
    expected = [first["weights"].ravel(), first["biases"],
                second["weights"].ravel(), second["biases"]]  # fmt: skip
    assert np.array_equal(got, np.concatenate(expected).astype("<f4"))


def test_the_change_leads_from_the_weights_before_to_those_now() -> None:
    made = session()
    train(made, 4)
    before = floats(frame(made)["weights"])
    made.run.advance(1)
    after = frame(made)
    moved = before + floats(after["change"])
    assert np.allclose(moved, floats(after["weights"]), atol=1e-6)


def test_deltas_are_the_gradients_of_the_biases() -> None:
    made = session(l2=0.1)  # a penalty does not touch biases
    train(made, 4)
    course = made.run.course
    deltas = np.concatenate([d.mean(axis=1) for d in
                             course.trainer.network.workspace(10).deltas])  # fmt: skip
    assert np.allclose(floats(frame(made)["deltas"]), deltas, atol=1e-7)


def test_the_errors_are_those_of_the_last_finished_epoch() -> None:
    made = session()
    train(made, 15)
    course = made.run.course
    row = course.history.row(course.epoch)
    sent = frame(made)
    assert sent["errors"]["train"] == row["train"]
    assert sent["accuracy"]
    assert sent["accuracy"]["validation"] == row["validation_accuracy"]


def test_a_regression_has_no_accuracy() -> None:
    sent = frame(session(dataset="plane"))
    assert sent["accuracy"] is None
    assert sent["gap"]["accuracy"] is None


def test_the_gap_is_that_of_the_errors_beside_it() -> None:
    made = session()
    train(made, 60)
    sent = frame(made)
    errors, accuracy = sent["errors"], sent["accuracy"]
    assert accuracy
    for scores in (errors, accuracy):
        assert scores["train"] is not None
        assert scores["validation"] is not None
    assert sent["gap"]["error"] == errors["validation"] - errors["train"]
    assert sent["gap"]["accuracy"] == accuracy["train"] - accuracy["validation"]


def test_there_is_no_gap_without_a_validation_set() -> None:
    sent = frame(session(validation_share=0, early_stopping=False))
    assert sent["gap"] == {"error": None, "accuracy": None}


def test_the_series_begins_where_the_viewer_left_off() -> None:
    made = session()
    train(made, 60)
    epochs = frame(made, first=3)["series"]["epoch"]
    assert epochs == list(range(3, made.run.course.epoch + 1))


@pytest.mark.parametrize("kind", [FocusKind.UNIT, FocusKind.BIAS])
def test_the_focus_on_a_unit_has_its_bias_and_delta(kind: FocusKind) -> None:
    made = session()
    train(made, 4)
    course = made.run.course
    focus = frame(made, Shown(focus=UnitFocus(kind, 2, 5)))["focus"]
    assert focus
    assert (focus["kind"], focus["layer"], focus["unit"]) == (kind.value, 2, 5)
    layer = course.problem.layout.public(course.trainer.gradient)[1]
    assert focus["delta"] == focus["bias_gradient"] == layer["biases"][5]


@pytest.mark.parametrize(
    "focus",
    [
        UnitFocus(FocusKind.UNIT, 4, 0),
        UnitFocus(FocusKind.UNIT, 1, 8),
        EdgeFocus(FocusKind.EDGE, 1, 2, 0),
        EdgeFocus(FocusKind.EDGE, 3, 0, 1),
    ],
)
def test_a_focus_on_what_is_not_there_is_null(focus: UnitFocus | EdgeFocus) -> None:
    assert frame(session(), Shown(focus=focus))["focus"] is None


def test_after_a_stop_the_best_weights_are_shown() -> None:
    made = session(early_stopping=True, patience=2, max_epochs=600)
    train(made, 10_000)
    run = made.run
    sent = frame(made)
    assert sent["state"] == "stopped"
    assert sent["stopping"]["restored"]
    assert sent["stopping"]["stop_epoch"] == sent["epoch"]
    order = run.course.problem.layout.wire_order
    assert run.course.best is not None
    best = run.course.best.theta[order].astype("<f4")
    assert np.array_equal(floats(sent["weights"]), best)


def test_a_stop_that_was_passed_is_still_told() -> None:
    made = session(early_stopping=True, patience=2, max_epochs=600)
    train(made, 10_000)
    stop = frame(made)["stopping"]["stop_epoch"]
    assert frame(made)["stopping"]["passed_epoch"] is None
    made.play()
    made.run.advance(1)
    stopping = frame(made)["stopping"]
    assert (stopping["stop_epoch"], stopping["passed_epoch"]) == (None, stop)
    (patience,) = stopping["criteria"]
    assert (patience["met"], patience["passed"]) == (True, True)


def test_a_lowest_epoch_that_is_not_the_best_is_told() -> None:
    made = session(early_stopping=True, max_epochs=600)
    train(made, 10_000)
    stopping = frame(made)["stopping"]
    assert (stopping["lower_epoch"], stopping["lower_error"]) == (None, None)
    lowest = stopping["best_epoch"]
    made = session(early_stopping=True, max_epochs=600, min_delta=0.04)
    train(made, 10_000)
    stopping = frame(made)["stopping"]
    assert stopping["lower_epoch"] == lowest != stopping["best_epoch"]
    assert (stopping["lower_error"] or 0) < (stopping["best_error"] or 0)
    update = made.run.course.history.update(stopping["shown_epoch"])
    assert stopping["shown_update"] == update


def test_what_is_to_be_known_of_settings_comes_with_the_frames() -> None:
    made = session(early_stopping=True, start_epoch=700, max_epochs=600)
    (caution,) = frame(made)["stopping"]["cautions"]
    assert caution["field"] == "start_epoch"
    assert "early stopping never looks" in caution["text"]
    made.set({"early_stopping": False})
    assert frame(made)["stopping"]["cautions"] == []


def test_what_follows_is_told_after_a_stop_only() -> None:
    made = session(early_stopping=True, max_epochs=600)
    assert frame(made)["stopping"]["outlook"] is None
    train(made, 10_000)
    assert "past this early stop" in (frame(made)["stopping"]["outlook"] or "")


def test_a_gap_that_rounding_can_make_is_none() -> None:
    plane = {"dataset": "plane", "noise": 0.0, "activation": "linear"}
    made = session(**plane, loss="squared_error", hidden_layers=[4], max_epochs=900)
    train(made, 10_000)
    sent = frame(made)
    assert sent["errors"]["train"] != sent["errors"]["validation"]
    assert sent["gap"]["error"] == 0.0


def test_the_chosen_criteria_tell_how_far_they_have_come() -> None:
    made = session(
        early_stopping=True,
        criteria=["patience", "generalization_loss"],
        gl_threshold=50,
        max_epochs=600,
    )
    assert frame(made)["stopping"]["criteria"] == []
    train(made, 100)
    patience, loss = frame(made)["stopping"]["criteria"]
    epoch, rule = made.run.course.epoch, made.run.course.patience
    errors = made.run.course.history.column("validation")[1:]
    lowest = min(error for error in errors if error is not None)
    assert (patience["value"], patience["threshold"]) == (rule.wait, 20)
    assert loss["epoch"] == epoch
    assert loss["value"] == pytest.approx(100 * ((errors[-1] or 0) / lowest - 1))
    assert loss["line"] == pytest.approx(1.5 * lowest)
    assert not loss["met"]


def test_a_diverged_run_shows_its_last_finite_weights() -> None:
    made = session(dataset="plane", activation="relu", learning_rate=10)
    train(made, 10_000)
    sent = frame(made)
    assert sent["state"] == "diverged"
    assert sent["status"]["tone"] == "bad"
    assert np.isfinite(floats(sent["weights"])).all()
    assert clean(sent) == sent


def test_a_frame_tells_the_place_in_the_walk() -> None:
    made = session(hidden_layers=[3])
    assert frame(made)["walk"] == {
        "position": 0, "phase": "rest", "layer": None, "positions": 6,
    }  # fmt: skip
    made.walk(1)
    assert frame(made)["walk"]["layer"] == 1
    for _ in range(2):
        made.walk(1)
    assert frame(made)["walk"]["phase"] == "error"
    made.walk(1)
    assert (frame(made)["walk"]["phase"], frame(made)["walk"]["layer"]) == (
        "backward", 2,
    )  # fmt: skip


def test_an_update_is_taken_apart_only_where_it_is_wanted() -> None:
    made = session()
    train(made, 4)
    assert frame(made)["trace"] is None
    made.pause()
    assert frame(made)["trace"] is None
    assert frame(made, Shown(inspect=True))["trace"]
    made.walk(1)
    assert frame(made)["trace"]


def test_the_chain_rule_comes_with_the_focus_where_it_is_wanted() -> None:
    made = session()
    train(made, 4)
    made.pause()
    focus = EdgeFocus(FocusKind.EDGE, 1, 0, 1)
    plain = frame(made, Shown(focus=focus))["focus"]
    assert plain
    assert "chain" not in plain
    inspected = frame(made, Shown(focus=focus, inspect=True))["focus"]
    assert inspected
    assert inspected["chain"]["gradient"] == plain["gradient"]
    assert inspected["chain"]["after"] == plain["weight"]
    gone = EdgeFocus(FocusKind.EDGE, 9, 0, 1)
    assert frame(made, Shown(focus=gone, inspect=True))["focus"] is None


def test_a_running_run_is_taken_apart_once_its_updates_are_recorded() -> None:
    made = session()
    train(made, 4)
    assert frame(made, Shown(inspect=True))["trace"] is None
    made.run.course.trainer.records = True
    made.run.advance(1)
    trace = frame(made, Shown(inspect=True))["trace"]
    assert trace
    assert trace["update"] == 5


@pytest.mark.parametrize("inspect", [True, False])
def test_an_inspected_frame_has_finite_numbers_whatever_the_run(inspect: bool) -> None:
    made = session(dataset="plane", activation="relu", learning_rate=10)
    train(made, 10_000)
    assert made.run.state == "diverged"
    sent = frame(made, Shown(inspect=inspect))
    assert np.isfinite(floats(sent["weights"])).all()
    made.run.fail("a test")
    assert frame(made, Shown(inspect=inspect))["trace"] is None


def test_a_frame_tells_that_weights_are_others_though_no_update_was_made() -> None:
    made = session()
    before = frame(made)
    made.assign({"w[1][0][0]": 0.5})
    after = frame(made)
    assert before["update"] == after["update"]
    assert before["edits"] != after["edits"]
