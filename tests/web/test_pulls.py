import numpy as np
import pytest

from app.training.session import Session
from app.training.states import State
from app.web.clean import clean
from app.web.pulls import pulls_payload
from tests.web.sessions import session
from tests.web.sessions import train as run_on
from tests.web.test_publisher import Stage


def train(made: Session, updates: int) -> None:
    run_on(made, updates)
    if made.run.state is State.RUNNING:
        made.pause()


def parts(made: Session) -> tuple[np.ndarray, np.ndarray]:
    sent = pulls_payload(made.run)
    assert sent is not None
    return np.frombuffer(sent["data"], "<f4"), np.frombuffer(sent["penalty"], "<f4")


def test_the_parts_add_up_to_the_gradient_of_the_update_shown() -> None:
    made = session(l2=0.1)
    train(made, 15)
    course = made.run.course
    data, penalty = parts(made)
    gradient = made.run.shown.gradient[course.problem.layout.wire_order]
    assert data + penalty == pytest.approx(gradient, abs=1e-6)
    assert np.abs(penalty).max() > 0.01


def test_the_penaltys_part_is_that_of_the_weights_before_the_update() -> None:
    made = session(l2=0.1)
    train(made, 14)
    course = made.run.course
    order = course.problem.layout.wire_order
    w = course.theta[order].copy()
    is_weight = course.problem.layout.weight_mask[order] == 1
    train(made, 1)
    _, penalty = parts(made)
    assert penalty == pytest.approx(np.where(is_weight, 0.1 * w, 0.0), rel=1e-6)


@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
def test_l1s_part_is_what_its_threshold_took_off_over_the_learning_rate(
    optimizer: str,
) -> None:
    made = session(l1=0.3, optimizer=optimizer, learning_rate=0.1)
    train(made, 15)
    course = made.run.course
    order = course.problem.layout.wire_order
    is_weight = course.problem.layout.weight_mask[order] == 1
    trace = course.trace_of(course.update)
    assert trace is not None
    stepped, after = (v[order] for v in (trace.before + trace.step, trace.after))
    _, penalty = parts(made)
    near = np.abs(stepped) <= 0.03
    # A weight that came to 0, or was held there, was taken all that it had.
    expected = np.where(near, stepped / 0.1, 0.3 * np.sign(stepped))
    assert penalty == pytest.approx(np.where(is_weight, expected, 0), rel=1e-5)
    assert (is_weight & near).any()
    assert (is_weight & ~near).any()
    assert (after[is_weight & near] == 0).all()


def test_after_a_stop_they_belong_to_the_weights_restored() -> None:
    made = session(l2=0.001, early_stopping=True)
    train(made, 10**6)
    run = made.run
    assert run.is_restored
    sent = pulls_payload(run)
    assert sent is not None
    assert sent["update"] == run.shown_update < run.course.update
    data, penalty = parts(made)
    gradient = run.shown.gradient[run.course.problem.layout.wire_order]
    assert data + penalty == pytest.approx(gradient, abs=1e-6)
    assert clean(sent) == sent


def test_both_are_0_before_the_first_update() -> None:
    data, penalty = parts(session(l2=0.1))
    assert not data.any()
    assert not penalty.any()


def test_without_a_penalty_its_part_is_0() -> None:
    made = session()
    train(made, 5)
    data, penalty = parts(made)
    assert data.any()
    assert not penalty.any()


def test_a_run_that_failed_has_none() -> None:
    made = session(l2=0.1)
    made.run.fail("a fault")
    assert pulls_payload(made.run) is None


def test_they_have_the_penalty_that_was_in_force_for_that_update() -> None:
    made = session(l2=0.1)
    train(made, 5)
    made.set({"l2": 0.0})
    assert parts(made)[1].any()
    train(made, 1)
    assert not parts(made)[1].any()


def test_a_running_run_has_them_once_its_updates_are_recorded() -> None:
    made = session(l2=0.1)
    made.play()
    made.run.advance(5)
    assert pulls_payload(made.run) is None
    made.run.course.trainer.records = True
    made.run.advance(1)
    sent = pulls_payload(made.run)
    assert sent is not None
    assert sent["update"] == 6


def test_pulls_that_were_not_known_while_it_ran_come_once_it_is_held_still() -> None:
    stage = Stage(session(l2=0.01))
    stage.session.play()
    stage.slice(updates=3)
    stage.drawn()
    stage.view(pulls=True)
    for _ in range(3):
        stage.slice(1, updates=0)
        stage.drawn()
    assert all(frame["pulls"] is None for frame in stage.frames())
    stage.session.pause()
    sent = len(stage.frames())
    for _ in range(6):
        stage.slice(1, updates=0)
        stage.drawn()
    pulls = [frame["pulls"] for frame in stage.frames()[sent:] if frame["pulls"]]
    assert [each["update"] for each in pulls] == [3]
    sent = len(stage.frames())
    assert stage.slice(1, updates=0) is None  # no more is to come
    assert len(stage.frames()) == sent
