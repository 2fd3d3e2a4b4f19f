"""Whatever a learner does: the record of it leads to the same bytes again."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.training.changes import checked_changes
from app.training.errors import SettingsError
from app.training.run import Run
from app.training.states import State
from app.training.validation import resolve

COMMANDS = [
    lambda run: run.play(),
    lambda run: run.pause(),
    lambda run: run.step("update"),
    lambda run: run.step("epoch"),
    lambda run: run.back("update"),
    lambda run: run.back("epoch"),
    lambda run: run.walk(1),
    lambda run: run.walk(-1),
    lambda run: run.trace(),
    lambda run: run.assign({"w[1][0][0]": 0.5}),
    lambda run: run.assign({"b[2][0]": -2, "w[1][1][0]": 0}),
    lambda run: run.pick(3),
    lambda run: run.pick(0),
    lambda run: run.pick(None),
    lambda run: run.change({"dropout": 0.3}),
    lambda run: run.change({"dropout": 0, "learning_rate": 0.1}),
    lambda run: run.change({"batch_size": 7}),
    lambda run: run.change({"batch_size": 20, "l2": 0.01}),
    lambda run: run.change({"l1": 0.05}),
    lambda run: run.change({"early_stopping": True, "patience": 1}),
    lambda run: run.change({"early_stopping": False}),
]
MOVES = st.lists(
    st.tuples(st.integers(0, len(COMMANDS) - 1), st.integers(0, 9)), max_size=40
)


def again(run):
    """Compute a run anew from what a page remembers of it."""
    course = run.course
    documents = [change.as_dict() for change in course.changes]
    made = Run(course.first_settings, checked_changes(course.first_settings, documents))
    made.recover(course.update)
    while made.state is State.RUNNING:
        made.advance(11)
    return made


def bytes_of(course):
    return (
        course.theta.tobytes(),
        course.trainer.gradient.tobytes(),
        course.trainer.change.tobytes(),
        course.history.column("train"),
        course.history.column("validation"),
        (course.update, course.epoch, course.trainer.cursor),
        course.settings,
        course.patience,
        None if course.best is None else course.best.theta.tobytes(),
    )


@pytest.mark.parametrize("optimizer", ["momentum", "adam"])
@settings(max_examples=60, deadline=None)
@given(moves=MOVES, records=st.booleans())
def test_a_run_is_repeatable_whatever_was_done_to_it(optimizer, moves, records):
    run = Run(resolve({"optimizer": optimizer, "learning_rate": 0.02}))
    run.course.trainer.records = records
    for command, updates in moves:
        with suppress(SettingsError):
            COMMANDS[command](run)
        run.advance(updates)
    if run.state is State.RUNNING:
        run.pause()
    made = again(run)
    assert bytes_of(made.course) == bytes_of(run.course)
    assert made.course.peek().after.tobytes() == run.course.peek().after.tobytes()
