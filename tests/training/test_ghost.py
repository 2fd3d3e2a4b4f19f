"""What would have been after an early stop: the same training, gone on with."""

import pytest

from app.training.course import Course
from app.training.errors import MoveError, SettingsError
from app.training.ghost import Ghost
from app.training.run import Run
from app.training.validation import resolve

RICH = {"optimizer": "adam", "learning_rate": 0.01, "dropout": 0.1, "patience": 8}


def stopped(**given):
    course = Course(resolve(given))
    course.advance(10**9)
    return course


def gone_on(course, horizon):
    ghost = Ghost(course, horizon)
    for _ in ghost.pieces():
        pass
    return ghost


@pytest.mark.parametrize(
    "given", [{}, RICH, {"criteria": ["successive_rises"], "batch_size": 7}]
)
def test_it_is_the_run_that_was_never_stopped_to_the_byte(given):
    ghost = gone_on(stopped(**given), 200)
    straight = Course(resolve(given | {"early_stopping": False, "max_epochs": 200}))
    straight.advance(10**9)
    assert ghost.is_over
    assert ghost.epoch == 200
    assert ghost.course.theta.tobytes() == straight.theta.tobytes()
    for name in ("train", "validation"):
        assert ghost.course.history.column(name) == straight.history.column(name)


def test_the_stopped_run_stays_as_it_was():
    course = stopped()
    before = course.theta.tobytes(), course.stop, len(course.history), course.edits
    gone_on(course, 100)
    assert before == (
        course.theta.tobytes(),
        course.stop,
        len(course.history),
        course.edits,
    )
    assert course.changes == []


def test_it_goes_on_in_pieces():
    assert sum(1 for _ in Ghost(stopped(), 400).pieces()) > 10


def test_the_larger_its_updates_the_fewer_are_in_a_piece():
    large = {"hidden_layers": [32] * 4, "examples": 2000, "batch_size": 0}
    ghost = Ghost(stopped(**large, dropout=0.2, patience=1), 2_000)
    start = ghost.course.update
    next(ghost.pieces())
    assert ghost.course.update == start + 1


def test_errors_are_compared_where_it_stopped_and_at_the_horizon():
    course = stopped()
    ghost = gone_on(course, 300)
    errors = ghost.course.history.column("validation")
    found = ghost.compare("validation", 2.0)
    assert found.last == errors[300]
    assert found.saved == errors[300] - 2.0
    assert found.lower == min(errors[1:])
    assert errors[found.lower_epoch] == found.lower
    assert ghost.compare("validation", min(errors[1:])).lower is None
    assert ghost.compare("test", None) is None


def test_an_epoch_seen_before_the_stop_can_be_the_lowest():
    course = stopped(min_delta=1)
    ghost = gone_on(course, 36)
    errors = ghost.course.history.column("validation")
    shown = errors[course.stop.best_epoch]
    found = ghost.compare("validation", shown)
    assert found.lower == min(errors[1:])
    assert found.lower_epoch <= course.stop.epoch


def test_rounding_makes_nothing_better_or_worse():
    course = stopped(examples=40, max_epochs=900, patience=1)
    plane = {"dataset": "plane", "noise": 0, "activation": "linear"}
    fit = Course(resolve(plane | {"hidden_layers": [4], "max_epochs": 900}))
    fit.advance(10**9)
    ghost = gone_on(course, course.stop.epoch + 5)
    ghost.course = fit
    errors = fit.history.column("validation")
    shown = errors[-2]
    found = ghost.compare("validation", shown)
    assert min(errors[1:]) < shown
    assert (found.saved, found.lower) == (0.0, None)


def test_a_ghost_that_diverges_is_compared_up_to_its_last_numbers():
    course = stopped(dataset="plane", activation="relu", patience=1, learning_rate=0.1)
    ghost = Ghost(course, 400)
    ghost.begin()
    ghost.course.change({"learning_rate": 2})
    for _ in ghost.pieces():
        pass
    assert ghost.has_diverged
    assert ghost.last_epoch == ghost.epoch - 1 > ghost.stop_epoch
    last = ghost.course.history.row(ghost.last_epoch)["validation"]
    assert ghost.compare("validation", 0.1).last == last


def test_only_an_early_stop_leaves_something_to_ask():
    with pytest.raises(MoveError, match="stopped early"):
        Ghost(stopped(max_epochs=2), 100)
    with pytest.raises(MoveError, match="stopped early"):
        Ghost(Course(resolve({})), 100)


@pytest.mark.parametrize("horizon", [0, 3, 20_001, 1.5, "100", None, True])
def test_the_horizon_is_an_epoch_after_the_stop(horizon):
    with pytest.raises(SettingsError, match=r"horizon must be .*; received"):
        Ghost(stopped(), horizon)


def test_what_lets_the_ghost_go_on_is_none_of_the_runs_changes():
    course = stopped()
    course.change({"learning_rate": 0.1})
    told = [change.as_dict() for change in course.changes]
    Ghost(course, 100)
    assert [change.as_dict() for change in course.changes] == told
    course.change({"learning_rate": 0.2})
    assert [change.set for change in course.changes] == [{"learning_rate": 0.2}]


def test_what_is_changed_after_the_stop_leaves_no_ghost_of_before():
    run = Run(resolve({}))
    run.play()
    run.advance(10**9)
    ghost = run.look_on(100)
    run.change({"learning_rate": 1.0})
    assert run.ghost is None
    again = run.look_on(100)
    assert again is not ghost
    assert again.course.settings.learning_rate == 1.0
    run.edit({"removed": [int(run.course.problem.split.train[0])]})
    assert run.look_on(100).course.problem.counts[0] == run.course.problem.counts[0]
    last = run.ghost
    run.open_test()
    assert run.look_on(100) is not last


def test_a_run_that_goes_on_has_no_ghost_any_more():
    run = Run(resolve({}))
    run.play()
    run.advance(10**9)
    ghost = run.look_on(100)
    assert run.look_on(100) is ghost
    assert run.look_on(120) is not ghost
    run.play()
    assert run.ghost is None
    run.look_away()
    assert run.ghost is None


def test_one_that_was_not_wanted_before_its_turn_has_made_no_course():
    course = stopped()
    ghost = Ghost(course, 100)
    assert (ghost.course, ghost.epoch) == (course, course.epoch)
    course.change({"learning_rate": 1.0})
    assert list(ghost.pieces()) == []
    assert ghost.course is course
    assert not ghost.is_over
