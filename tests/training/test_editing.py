"""Points changed while a network trains: exact, however one got there."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.training.changes import checked_changes
from app.training.course import Course
from app.training.edits import Edit, NewPoint
from app.training.errors import SettingsError
from app.training.ghost import Ghost
from app.training.problem import TEST, TRAIN
from app.training.validation import resolve

LIVELY = {"learning_rate": 0.05, "patience": 1000, "batch_size": 7, "examples": 60}


def course(changes=(), **given):
    return Course(resolve(LIVELY | given), changes)


def rows(made, code=TRAIN):
    return [row for row in range(made.problem.rows) if made.problem.home(row) == code]


def removal(rows):
    return Edit(removed=frozenset(rows))


def flip(made, row):
    classes = made.problem.points.kind.classes
    label = int(made.problem.points.target[row] + 1) % classes
    made.edit(Edit(labels={row: label}))


EDITS = {
    "flip": lambda made: flip(made, rows(made)[3]),
    "flip another": lambda made: flip(made, rows(made, 1)[0]),
    "remove": lambda made: made.edit(removal(rows(made)[:2])),
    "remove another": lambda made: made.edit(removal(rows(made, 1)[:1])),
    "restore": lambda made: made.edit(Edit(restored=frozenset(rows(made)[:1]))),
    "add": lambda made: made.edit(Edit(added=(NewPoint((0.5, -0.25), 1.0),))),
    "pick": lambda made: made.pick(4),
    "rate": lambda made: made.change({"learning_rate": 0.1, "batch_size": 5}),
    "type": lambda made: made.assign({"w[1][0][0]": 0.5}),
    "peek": lambda made: made.peek(),
}


def bytes_of(made):
    return (
        made.theta.tobytes(),
        made.trainer.gradient.tobytes(),
        made.problem.train.x.tobytes(),
        made.problem.watched.t.tobytes(),
        made.history.column("train"),
        made.history.column("validation"),
        (made.update, made.epoch, made.trainer.cursor),
        made.settings,
        [change.as_dict() for change in made.changes],
        made.trainer.peek().after.tobytes(),
    )


def edited(made, edits, until):
    for update in sorted(edits):
        if made.update <= update < until:
            made.advance(update - made.update)
            for name in edits[update]:
                EDITS[name](made)
    made.advance(until - made.update)
    return made


EDITED = st.dictionaries(
    st.integers(0, 50), st.lists(st.sampled_from(list(EDITS)), max_size=4), max_size=6
)


@settings(max_examples=60, deadline=None)
@given(
    edits=EDITED,
    back=st.integers(0, 50),
    more=st.integers(0, 20),
    dropout=st.sampled_from([0, 0.3]),
    dataset=st.sampled_from(["xor", "iris"]),
)
def test_however_one_gets_there_the_bytes_are_the_same(
    edits, back, more, dropout, dataset
):
    given = {"dropout": dropout, "dataset": dataset, "optimizer": "adam"}
    if dataset == "iris":
        given["examples"] = 150
    live = edited(course(**given), edits, 60)
    settled = live.first_settings
    documents = [change.as_dict() for change in live.changes]
    again = Course(settled, checked_changes(settled, documents))
    again.advance(60)
    assert again.theta.tobytes() == live.theta.tobytes()
    assert bytes_of(again) == bytes_of(live)
    assert bytes_of(live.continued()) == bytes_of(live)

    live.rewind_to(back)
    never = edited(course(**given), edits, back)
    if back:
        assert bytes_of(live) == bytes_of(never)
        live.advance(more)
        never.advance(more)
        assert bytes_of(live) == bytes_of(never)


@settings(max_examples=30, deadline=None)
@given(row=st.integers(0, 59), at=st.integers(0, 30), dropout=st.sampled_from([0, 0.3]))
def test_a_label_flipped_twice_is_nothing(row, at, dropout):
    made, never = course(dropout=dropout), course(dropout=dropout)
    for each in (made, never):
        each.open_test()
        each.advance(at)
    flip(made, row)
    flip(made, row)
    for each in (made, never):
        each.advance(20)
    assert bytes_of(made) == bytes_of(never)
    assert not any(change.edit for change in made.changes)


def test_a_flipped_label_acts_on_the_rest_of_the_running_epoch():
    made, other = course(batch_size=1), course(batch_size=1)
    for each in (made, other):
        each.advance(2)
    first = made.peek()
    column = np.flatnonzero((made.problem.train.x[:, :] == first.x).all(axis=0))[0]
    flip(made, int(made.problem.split.train[column]))
    assert made.peek().t[0, 0] == 1 - first.t[0, 0]
    np.testing.assert_array_equal(made.peek().x, first.x)
    made.advance(1)
    other.advance(1)
    assert made.theta.tobytes() != other.theta.tobytes()


def test_another_training_set_begins_the_pass_anew():
    made = course(batch_size=1)
    made.advance(2)
    made.edit(removal(rows(made)[:1]))
    assert (made.update, made.epoch, made.trainer.cursor) == (2, 0, 0)
    made.advance(17)
    assert (made.epoch, made.problem.train.examples) == (1, 17)
    made.edit(Edit(added=(NewPoint((0.0, 0.0), 0.0),)))
    made.advance(18)
    assert (made.epoch, made.update) == (2, 37)


def test_a_validation_point_leaves_the_pass_alone_and_acts_at_the_next_measure():
    made, plain = course(), course()
    for each in (made, plain):
        each.advance(1)
    flip(made, rows(made, 1)[0])
    for each in (made, plain):
        each.advance(8)
    assert made.theta.tobytes() == plain.theta.tobytes()
    assert made.history.column("train") == plain.history.column("train")
    assert made.history.row(1)["validation"] != plain.history.row(1)["validation"]
    assert made.history.row(0) == plain.history.row(0)


def test_before_the_first_update_the_first_errors_are_those_of_the_new_points():
    made = course()
    flip(made, rows(made)[0])
    assert made.history.row(0)["train"] == made.trainer.measure().train
    again = course([*made.changes])
    again.advance(1)
    assert again.history.row(0) == made.history.row(0)
    made.rewind_to(0)
    assert made.history.row(0) == course().history.row(0)


def test_a_picked_example_keeps_its_point_or_goes_with_it():
    made = course()
    made.advance(3)
    made.pick(5)
    row = made.problem.split.train[5]
    made.edit(Edit(removed=frozenset(rows(made)[:1])))
    picked = made.picked(4)
    assert made.problem.split.train[picked] == row
    made.edit(Edit(removed=frozenset([int(row)])))
    assert made.picked(4) is None
    assert made.trainer.picked is None
    made.advance(1)


def test_points_at_an_earlier_update_are_known():
    made = course()
    made.advance(10)
    row = rows(made)[7]
    flip(made, row)
    made.advance(10)
    made.edit(Edit(added=(NewPoint((0.0, 0.0), 0.0),)))
    assert made.problem_at(10) is made.first_problem
    assert made.problem_at(15).edit == Edit(labels={row: made.problem.edit.labels[row]})
    assert made.problem_at(15) is made.problem_at(20)
    assert made.problem_at(21) is made.problem


def test_points_of_two_earlier_moments_are_the_same_objects_again():
    made = course()
    for row in rows(made)[:3]:
        made.advance(10)
        made.edit(removal([row]))
    first, second = made.problem_at(20), made.problem_at(21)
    for _ in range(3):
        assert made.problem_at(20) is first
        assert made.problem_at(21) is second
    assert (first.counts[0], second.counts[0]) == (17, 16)


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (lambda m: removal(rows(m)), "at least one training point"),
        (
            lambda m: removal(rows(m)[:12]),
            "at least batch_size, 7, training points; received a removal that leaves 6",
        ),
        (
            lambda m: Edit(labels={rows(m, TEST)[0]: 1}),
            "point must be in another set than the test set while that is sealed",
        ),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(edit, words):
    made = course()
    made.advance(3)
    before = bytes_of(made)
    with pytest.raises(SettingsError, match=words):
        made.edit(edit(made))
    assert bytes_of(made) == before


def test_settings_must_fit_the_points_that_are_left():
    made = course()
    made.edit(removal(rows(made)[:3]))
    with pytest.raises(SettingsError, match="at most the 15 examples"):
        made.change({"batch_size": 16})
    made.change({"batch_size": 15})
    with pytest.raises(SettingsError, match="received a removal that leaves 14"):
        made.edit(removal(rows(made)[3:4]))
    again = [change.as_dict() for change in made.changes]
    assert made.first_settings.batch_size == 15
    assert checked_changes(made.first_settings, again)[0].edit == made.changes[0].edit


def test_points_of_an_opened_test_set_can_be_changed():
    made = course()
    made.advance(4)
    made.open_test()
    before = made.trainer.measure(True).test
    made.edit(removal(rows(made, TEST)[:3]))
    assert made.problem.counts == (18, 18, 21)
    assert made.trainer.measure(True).test != before


def test_opened_later_the_test_set_has_the_errors_it_would_have_had():
    made = course()
    made.advance(5)
    flip(made, rows(made)[0])
    made.edit(Edit(added=(NewPoint((0.5, 0.5), 1.0),)))
    made.advance(20)
    made.open_test()
    for _ in made.unsealing():
        pass
    straight = Course(made.first_settings, made.changes, opens_test=True)
    straight.advance(25)
    assert made.history.column("test") == straight.history.column("test")
    assert None not in made.history.column("test")


def test_a_ghost_goes_on_with_the_changed_points():
    made = course(patience=3, learning_rate=0.5)
    made.advance(4)
    flip(made, rows(made)[0])
    made.advance(10**6)
    ghost = Ghost(made, made.epoch + 5)
    for _ in ghost.pieces():
        pass
    assert ghost.course.problem.edit == made.problem.edit
    on = course(patience=3, learning_rate=0.5)
    on.advance(4)
    flip(on, rows(on)[0])
    on.change({"early_stopping": False})
    on.advance(ghost.course.update - 4)
    assert on.theta.tobytes() == ghost.course.theta.tobytes()
