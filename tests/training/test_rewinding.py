"""Going back in a course: exact, in the middle of an epoch, too."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.training.changes import checked_changes
from app.training.course import Course
from app.training.errors import SettingsError
from app.training.rewinding import WORK_BETWEEN_LAST
from app.training.stopping import Reason
from app.training.validation import resolve

LIVELY = {"learning_rate": 0.02, "patience": 1000, "batch_size": 7}
OPTIMIZERS = ["sgd", "momentum", "nesterov", "rmsprop", "adam"]
EDITS = [
    lambda course: course.change({"learning_rate": 0.05}),
    lambda course: course.change({"dropout": 0.4}),
    lambda course: course.change({"dropout": 0}),
    lambda course: course.change({"batch_size": 3, "l2": 0.01}),
    lambda course: course.change({"l1": 0.05}),
    lambda course: course.assign({"w[1][0][0]": 0.5, "b[2][0]": -1}),
    lambda course: course.pick(4),
    lambda course: course.peek(),
]


def course(changes=(), **given):
    return Course(resolve(LIVELY | given), changes)


def bytes_of(made):
    return (
        made.theta.tobytes(),
        made.trainer.gradient.tobytes(),
        made.trainer.change.tobytes(),
        {k: np.asarray(v).tobytes() for k, v in made.trainer.optimizer.state().items()},
        made.history.column("train"),
        made.patience,
        (made.update, made.epoch, made.trainer.cursor),
        made.settings,
        [change.as_dict() for change in made.changes],
        made.passed,
        made.stop,
    )


def edited(made, edits, until):
    for update in sorted(edits):
        if made.update <= update < until:
            made.advance(update - made.update)
            EDITS[edits[update]](made)
    made.advance(until - made.update)
    return made


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@settings(max_examples=12, deadline=None)
@given(
    edits=st.dictionaries(st.integers(0, 90), st.integers(0, 6), max_size=8),
    back=st.integers(0, 90),
    more=st.integers(0, 40),
    dropout=st.sampled_from([0, 0.2]),
)
def test_going_back_gives_the_bytes_of_never_having_gone_on(
    optimizer, edits, back, more, dropout
):
    made, never = (course(optimizer=optimizer, dropout=dropout) for _ in range(2))
    edited(made, edits, 100).rewind_to(back)
    edited(never, edits, back)
    for each in (made, never):
        if not each.update:  # where nothing was made, settings just are the first
            each.change({"learning_rate": 0.3, "dropout": dropout, "batch_size": 7})
            each.change({"l1": 0, "l2": 0})
    assert bytes_of(made) == bytes_of(never)
    for each in (made, never):
        each.advance(more)
        each.pick(1)
        each.advance(more)
    assert bytes_of(made) == bytes_of(never)


def test_going_back_one_by_one_is_exact_far_beyond_what_is_kept():
    made = course(optimizer="adam", dropout=0.2, batch_size=1)
    thetas = [made.theta.tobytes()]
    for _ in range(3000):
        made.advance(1)
        thetas.append(made.theta.tobytes())
    for update in (*range(2999, 2980, -1), *range(2900, 0, -97), 0):
        made.rewind_to(update)
        assert made.theta.tobytes() == thetas[update]


ENDLESS = {"early_stopping": False, "max_epochs": 20_000, "learning_rate": 0.01}
HEAVY = {"hidden_layers": [32] * 5, "examples": 2000, "batch_size": 0}


class Counted(Course):
    """A course that counts its updates, and those of its twins."""

    made = 0

    def _update(self):
        Counted.made += 1
        super()._update()


def counted(**given):
    return Counted(resolve(ENDLESS | given))


def updates_of(action):
    Counted.made = 0
    action()
    return Counted.made


@pytest.mark.parametrize(
    ("given", "updates", "most"),
    [
        ({"batch_size": 1}, 5_000, 700),
        (HEAVY, 40, 4),
        (HEAVY | {"dropout": 0.5, "optimizer": "adam"}, 20, 2),
    ],
)
def test_a_step_back_makes_few_updates_again(given, updates, most):
    made = counted(**given)
    for number in range(updates):
        made.advance(1)
        if number % 7 == 6:
            assert made.nearing(made.update - 1) is None
    assert updates_of(lambda: made.rewind_to(made.update - 1)) <= most
    assert most * made._clock.of_update <= 16_000_000


@pytest.mark.parametrize(("steps", "updates"), [(1000, 5_000), (1000, 60_000)])
def test_going_back_step_by_step_makes_few_updates_again_each_time(steps, updates):
    made = counted(batch_size=1, hidden_layers=[2])
    made.advance(updates)

    def back():
        for _ in range(steps):
            assert made.nearing(made.update - 1) is None
            made.rewind_to(made.update - 1)

    assert updates_of(back) <= 100 * steps


def test_going_back_a_long_way_makes_each_update_again_only_a_few_times():
    made = counted(**HEAVY | {"hidden_layers": [8], "examples": 400})
    made.advance(1500)

    def back():
        for _ in range(1499):
            pieces = made.nearing(made.update - 1)
            for _ in pieces or ():
                pass
            assert made.nearing(made.update - 1) is None
            made.rewind_to(made.update - 1)

    assert updates_of(back) <= 12 * 1500
    assert made.update == 1


def test_what_comes_near_piece_by_piece_changes_nothing_else():
    made, plain = counted(**HEAVY), counted(**HEAVY)
    for each in (made, plain):
        each.advance(30)
        each.change({"l2": 0.01})
        each.advance(2)
    made._moments.forget_after(0)
    pieces = made.nearing(25)
    before = bytes_of(made)
    assert all(updates_of(lambda: next(pieces, None)) <= 1 for _ in range(100))
    assert bytes_of(made) == before
    assert updates_of(lambda: made.rewind_to(25)) <= 1
    plain.rewind_to(25)
    assert bytes_of(made) == bytes_of(plain)


def test_what_came_near_is_of_no_use_once_the_course_was_changed():
    made = counted(**HEAVY)
    made.advance(30)
    made._moments.forget_after(0)
    pieces = made.nearing(29)
    next(pieces)
    made.rewind_to(12)
    made.change({"learning_rate": 0.5})
    made.advance(18)
    kept = bytes_of(made)
    for _ in pieces:
        pass
    assert bytes_of(made) == kept
    assert all(s.trainer.theta.all() for s in made._moments._recent)
    made.rewind_to(29)
    again = Course(made.first_settings, made.changes)
    again.advance(29)
    assert made.theta.tobytes() == again.theta.tobytes()


@pytest.mark.parametrize("update", [700, 781, 862])
def test_what_came_near_is_near_however_much_work_comes_after_it(update):
    made = counted(**HEAVY | {"batch_size": 1})
    made.advance(900)
    made.change({"batch_size": 0})
    made.advance(60)
    made._moments.forget_after(0)
    for _ in made.nearing(update):
        pass
    assert made.nearing(update) is None
    assert updates_of(lambda: made.rewind_to(update)) == 0


def test_what_comes_near_in_an_epoch_that_left_the_numbers_stays_in_pieces():
    wild = {"activation": "relu", "learning_rate": 10, "batch_size": 1}
    made = counted(**HEAVY | wild | {"validation_share": 0, "test_share": 0})
    made.advance(1000)
    assert (made.stop.reason, made.epoch) == (Reason.DIVERGED, 1)
    made._moments.forget_after(0)
    piece = made._clock.updates(WORK_BETWEEN_LAST)
    pieces = made.nearing(made.update - 300)
    assert all(updates_of(lambda: next(pieces, None)) <= piece for _ in range(100))
    assert next(pieces, None) is None
    made.rewind_to(made.update - 300)
    assert made.stop.reason is Reason.DIVERGED


@pytest.mark.parametrize("update", [-1, 4])
def test_nothing_comes_near_that_was_not_reached(update):
    made = course()
    made.advance(3)
    with pytest.raises(IndexError):
        made.nearing(update)


def test_a_run_with_typed_weights_and_picks_is_recomputed_from_its_record():
    live = course(optimizer="momentum", dropout=0.2)
    live.assign({"w[1][0][0]": 0.1})
    live.advance(10)
    live.assign({"b[1][0]": 2, "w[2][1][0]": -3.5})
    live.pick(11)
    live.advance(30)
    live.pick(0)
    live.advance(30)
    documents = [change.as_dict() for change in live.changes]
    assert documents[1] == {
        "update": 11,
        "set": {},
        "weights": {"b[1][0]": 2.0, "w[2][1][0]": -3.5},
        "example": 11,
    }
    again = course(
        checked_changes(live.first_settings, documents),
        optimizer="momentum",
        dropout=0.2,
    )
    again.advance(live.update)
    assert bytes_of(again) == bytes_of(live)


def test_what_was_changed_right_after_can_stay():
    made = course()
    made.advance(20)
    made.assign({"b[1][0]": 2})
    made.change({"l2": 0.1})
    made.advance(3)
    made.change({"l2": 0})
    made.rewind_to(20, keeps_next=True)
    assert made.settings.l2 == 0.1
    assert [change.update for change in made.changes] == [21]
    made.rewind_to(20)
    assert made.settings.l2 == 0
    assert made.changes == []


def test_weights_typed_before_the_first_update_are_a_change():
    made = course()
    first = made.initial_theta.copy()
    assert made.assign({"b[1][0]": 2}) == {"b[1][0]": 0.0}
    made.change({"learning_rate": 0.5})
    assert made.first_settings.learning_rate == 0.5
    assert [c.as_dict() for c in made.changes] == [
        {"update": 1, "set": {}, "weights": {"b[1][0]": 2.0}}
    ]
    made.advance(1)
    made.rewind_to(0)
    np.testing.assert_array_equal(made.theta, first)


def test_a_weight_typed_back_is_no_change():
    made = course()
    made.advance(5)
    before = made.assign({"b[1][0]": 2})
    made.assign({"b[1][0]": 3})
    made.assign(before)
    assert made.changes == []
    fresh = course()
    fresh.advance(5)
    assert made.theta.tobytes() == fresh.theta.tobytes()


def test_a_pick_can_be_taken_back():
    made, plain = course(), course()
    made.pick(3)
    assert made.picked(1) == 3
    made.pick(None)
    assert made.changes == []
    made.advance(3)
    plain.advance(3)
    assert bytes_of(made) == bytes_of(plain)


@pytest.mark.parametrize("example", [-1, 60, True, "1", None, 1.5])
def test_an_example_that_does_not_exist_is_refused(example):
    made = course()
    if example is None:
        made.pick(None)
    else:
        with pytest.raises(SettingsError, match="example must be a whole number"):
            made.pick(example)
    assert made.changes == []


def test_a_bad_weight_changes_nothing():
    made = course()
    with pytest.raises(SettingsError):
        made.assign({"b[1][0]": 1, "b[1][1]": float("nan")})
    assert made.changes == []
    np.testing.assert_array_equal(made.theta, made.initial_theta)


def test_the_stop_of_an_update_comes_back_with_it():
    made = course(patience=3)
    made.advance(10**6)
    stop, update = made.stop, made.update
    made.rewind_to(update - 1)
    assert made.stop is None
    made.advance(1)
    assert made.stop == stop
    made.change({"early_stopping": False})
    made.advance(50)
    made.rewind_to(update)
    assert made.stop == stop
    assert made.stop.reason is Reason.EARLY_STOPPING


def test_an_update_that_was_not_made_cannot_be_gone_back_to():
    made = course()
    for update in (-1, 1):
        with pytest.raises(IndexError):
            made.rewind_to(update)
        with pytest.raises(IndexError):
            made.trace_of(update)


def test_any_update_can_be_taken_apart_without_disturbing_the_course():
    made, plain = course(optimizer="adam", dropout=0.3), course()
    plain = course(optimizer="adam", dropout=0.3)
    for each in (made, plain):
        edited(each, {5: 5, 9: 4, 20: 1, 33: 0}, 60)
    assert made.trace_of(0) is None
    for update in (1, 6, 10, 60):
        before = course(optimizer="adam", dropout=0.3)
        edited(before, {5: 5, 9: 4, 20: 1, 33: 0}, update)
        trace = made.trace_of(update)
        assert trace.after.tobytes() == before.theta.tobytes()
        assert trace.gradient.tobytes() == before.trainer.gradient.tobytes()
    assert made.last_trace() is made.last_trace()
    assert bytes_of(made) == bytes_of(plain)


def test_a_stop_holds_again_where_training_on_is_taken_back_at_once():
    made = course(patience=3)
    made.advance(10**6)
    stop = made.stop
    made.change({"early_stopping": False})
    assert made.pass_stop()
    made.change({"early_stopping": True})
    assert made.advance(5) == 0
    assert (made.stop, made.passed, made.changes) == (stop, [], [])
