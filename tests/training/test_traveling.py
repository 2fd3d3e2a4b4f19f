"""Travel in time: what is looked at is what was, and going on gives the same bytes."""

import gc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.training.changes import checked_changes
from app.training.errors import MoveError, SettingsError
from app.training.parameters import read
from app.training.run import Run
from app.training.session import Session
from app.training.states import State
from app.training.validation import resolve
from tests.training.test_rewinding import bytes_of

OPTIMIZERS = ["sgd", "momentum", "nesterov", "rmsprop", "adam"]
LIVELY = {"learning_rate": 0.02, "early_stopping": False, "max_epochs": 400}
DIVERGING = {"dataset": "plane", "activation": "relu", "learning_rate": 0.05}


def run(updates=0, **given):
    made = Run(resolve(LIVELY | given))
    train(made, updates)
    return made


def train(made, updates):
    made.play()
    made.advance(updates)
    if made.state is State.RUNNING:
        made.pause()


def look(made, epoch):
    """Look at an epoch, all pieces at once; tell whether it is looked at."""
    return finish(made.visiting(epoch))


def finish(pieces):
    while True:
        try:
            next(pieces)
        except StopIteration as end:
            return end.value


def until_epoch(made, epoch):
    """Train a step at a time to the end of an epoch."""
    for _ in range(epoch):
        made.step("epoch")
        while made.state is State.RUNNING:
            made.advance(100)
    return made


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@settings(max_examples=8, deadline=None)
@given(
    epoch=st.integers(0, 9),
    more=st.integers(0, 30),
    dropout=st.sampled_from([0, 0.3]),
    batch_size=st.sampled_from([0, 1, 7, 10]),
)
def test_a_moment_looked_at_is_that_of_a_run_stopped_there(
    optimizer, epoch, more, dropout, batch_size
):
    given = {"optimizer": optimizer, "dropout": dropout, "batch_size": batch_size}
    stopped = until_epoch(run(**given), epoch)
    made = until_epoch(run(**given), 9)
    train(made, more)
    before = bytes_of(made.course)
    assert look(made, epoch)
    for shown, there in zip(made.shown, stopped.shown, strict=True):
        assert shown.tobytes() == there.tobytes()
    assert (made.shown_epoch, made.shown_update) == (epoch, stopped.course.update)
    assert made.traced_update == stopped.traced_update
    for name in ("before", "after", "gradient", "x", "t"):
        found, wanted = (getattr(each.trace(), name) for each in (made, stopped))
        assert found.tobytes() == wanted.tobytes()
    assert bytes_of(made.course) == before


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@settings(max_examples=8, deadline=None)
@given(
    epoch=st.integers(0, 9),
    more=st.integers(0, 60),
    dropout=st.sampled_from([0, 0.3]),
    batch_size=st.sampled_from([0, 1, 7]),
    branches=st.booleans(),
)
def test_going_on_from_there_is_the_straight_run_to_the_byte(  # noqa: PLR0913, PLR0917
    optimizer, epoch, more, dropout, batch_size, branches
):
    given = {"optimizer": optimizer, "dropout": dropout, "batch_size": batch_size}
    straight, made = (until_epoch(run(**given), 9) for _ in range(2))
    goal = straight.course.update + more
    train(straight, more)
    look(made, epoch)
    if branches:
        made = made.branched(epoch)
        train(made, goal - made.course.update)
    else:
        made.resume(epoch)
        made.advance(goal - made.course.update)
    assert bytes_of(made.course) == bytes_of(straight.course)
    for name in ("signals", "sizes"):
        lines = [getattr(each.course.history, name) for each in (made, straight)]
        rows = [each.rows(0, 1000) for each in lines]
        for found, wanted in zip(*rows, strict=True):
            np.testing.assert_array_equal(found, wanted)


def test_a_branch_leaves_the_run_it_came_from_as_it_was():
    made = run(60)
    before = bytes_of(made.course)
    look(made, 4)
    other = made.branched(4)
    assert other.state is State.PAUSED
    assert other.course.epoch == 4
    train(other, 100)
    other.change({"learning_rate": 1})
    assert bytes_of(made.course) == before
    assert made.visit is None
    train(made, 30)
    straight = run(60)
    train(straight, 30)
    assert bytes_of(made.course) == bytes_of(straight.course)


def test_undo_brings_the_run_back_that_was_branched_from():
    session = Session("owner", "tab", resolve(LIVELY))
    train(session.run, 60)
    first, generation = session.run, session.generation
    session.branch(4)
    assert session.run is not first
    assert session.generation == generation + 1
    assert session.can_undo
    session.undo()
    assert session.run is first
    assert session.run.course.update == 60


def test_what_was_changed_by_then_and_right_there_stays_in_force():
    made = run(2 * 6)
    made.change({"learning_rate": 0.1})
    train(made, 2 * 6)
    made.change({"l2": 0.01})
    made.assign({"b[1][0]": 0.5})
    train(made, 6)
    made.change({"dropout": 0.2})
    train(made, 6)
    looked, resumed, branched = made.course.history.update(4), made, made.branched(4)
    resumed.resume(4)
    for each in (resumed, branched):
        assert each.course.update == looked
        assert each.settings.learning_rate == 0.1
        assert each.settings.l2 == 0.01
        assert each.settings.dropout == 0
        assert [change.update for change in each.course.changes] == [13, 25]
        layout = each.course.problem.layout
        assert read(layout, each.course.theta, ["b[1][0]"]) == {"b[1][0]": 0.5}


def test_looking_needs_a_run_that_holds_still():
    made = run(30)
    made.play()
    for act in (made.visiting, made.resume, made.branched):
        with pytest.raises(MoveError, match="pause it first"):
            act(2)


@pytest.mark.parametrize("epoch", [6, -1, "2", None, 1.5])
def test_an_epoch_that_never_was_changes_nothing(epoch):
    made = run(30)
    look(made, 2)
    before, visit = bytes_of(made.course), made.visit
    for act in (made.visiting, made.resume, made.branched):
        with pytest.raises(SettingsError, match="epoch must be a whole number from 0"):
            act(epoch)
    assert bytes_of(made.course) == before
    assert made.visit is visit


MOVES = {
    "play": lambda made: made.play(),
    "step": lambda made: made.step("update"),
    "back": lambda made: made.back("update"),
    "change": lambda made: made.change({"learning_rate": 0.3}),
    "leave": lambda made: made.leave(),
    "resume": lambda made: made.resume(2),
}


@pytest.mark.parametrize("move", MOVES)
def test_every_move_leads_back_to_the_present(move):
    made = run(30)
    look(made, 2)
    made.walk(1)
    MOVES[move](made)
    assert made.visit is None
    assert made.position == 0
    assert made.shown_theta.tobytes() == made.course.theta.tobytes()


def test_playing_and_pausing_before_an_update_does_not_bring_it_back():
    made = run(30)
    look(made, 2)
    made.play()
    made.pause()
    assert made.visit is None


def test_a_look_back_that_was_overtaken_by_the_training_shows_nothing():
    made = run(30)
    pieces = made.visiting(2)
    next(pieces)
    train(made, 1)
    assert finish(pieces) is False
    assert made.visit is None


@pytest.mark.parametrize("act", ["assign", "pick"])
def test_the_present_is_not_changed_while_the_past_is_looked_at(act):
    made = run(30)
    look(made, 2)
    before = bytes_of(made.course)
    with pytest.raises(MoveError, match=f"{act} needs the network as it is now"):
        made.assign({"b[1][0]": 0.5}) if act == "assign" else made.pick(1)
    assert bytes_of(made.course) == before
    assert made.visit is not None


def test_opening_the_test_set_goes_on_looking_back():
    made = run(30)
    look(made, 2)
    theta = made.shown_theta.tobytes()
    made.open_test()
    assert made.visit is not None
    assert made.shown_theta.tobytes() == theta


def test_the_walk_goes_through_the_update_that_came_next_and_no_further():
    made, there = run(30), until_epoch(run(), 2)
    look(made, 2)
    there.walk(1)
    made.walk(1)
    assert made.place == there.place
    assert made.traced_update == there.traced_update == 13
    assert made.trace().gradient.tobytes() == there.trace().gradient.tobytes()
    for _ in range(made.place.positions - 2):
        made.walk(1)
    with pytest.raises(MoveError, match="walk through the update after a past epoch"):
        made.walk(1)
    for _ in range(made.place.positions - 1):
        made.walk(-1)
    with pytest.raises(MoveError, match="ends here"):
        made.walk(-1)
    assert made.course.update == 30


def stopped(**given):
    made = Run(resolve(given))
    train(made, 10**6)
    assert made.state is State.STOPPED
    return made


def test_after_a_stop_the_last_epoch_has_the_last_weights_the_present_the_best():
    made = stopped()
    best, last = made.shown_theta.tobytes(), made.course.theta.tobytes()
    assert best != last
    look(made, made.course.epoch)
    assert not made.is_restored
    assert made.shown_theta.tobytes() == last
    made.leave()
    assert made.is_restored
    assert made.shown_theta.tobytes() == best
    look(made, made.present_epoch)
    assert made.shown_theta.tobytes() == best


def test_going_on_from_before_a_stop_stops_there_again():
    made, again = stopped(), stopped()
    again.resume(12)
    again.advance(10**6)
    assert again.state is State.STOPPED
    assert bytes_of(again.course) == bytes_of(made.course)
    assert again.shown_epoch == made.shown_epoch


@pytest.mark.parametrize("branches", [True, False])
def test_going_on_from_a_stop_is_training_on_anyway(branches):
    made, on = stopped(), stopped()
    epoch = made.course.epoch
    if branches:
        made = made.branched(epoch)
        assert made.state is State.STOPPED
        assert made.is_restored
        made.play()
    else:
        made.resume(epoch)
    on.play()
    for each in (made, on):
        each.advance(50)
    assert bytes_of(made.course) == bytes_of(on.course)


@pytest.mark.parametrize("branches", [True, False])
@pytest.mark.parametrize("after", [0, 1, 7])
def test_a_stop_that_was_passed_is_passed_again(branches, after):
    made, straight = stopped(), stopped()
    epoch = made.course.epoch + after
    for each in (made, straight):
        train(each, 200)
    if branches:
        made = made.branched(epoch)
        made.play()
    else:
        made.resume(epoch)
    made.advance(straight.course.update - made.course.update)
    assert bytes_of(made.course) == bytes_of(straight.course)


def diverged():
    made = run(60, **DIVERGING)
    made.change({"learning_rate": 10})
    train(made, 10**6)
    assert made.state is State.DIVERGED
    return made


def test_of_a_run_that_diverged_all_finite_epochs_are_there():
    made = diverged()
    kept, last = made.shown_theta.tobytes(), made.course.epoch - 1
    look(made, last)
    assert made.shown_theta.tobytes() == kept
    with pytest.raises(SettingsError, match=f"from 0 to {last}"):
        made.visiting(last + 1)
    look(made, 3)
    assert made.trace().after.tobytes() == made.shown_theta.tobytes()
    made.resume(last)
    made.advance(10**6)
    assert made.state is State.DIVERGED


@pytest.mark.parametrize("epoch", [0, 5, 12, 36])
def test_a_branched_run_is_recovered_to_the_same_bytes(epoch):
    made = Run(resolve({}))
    train(made, 30)
    made.change({"l2": 0.001})
    train(made, 10**6)
    train(made, 100)
    made = made.branched(epoch)
    train(made, 11)
    told = [change.as_dict() for change in made.course.changes]
    changes = checked_changes(made.course.first_settings, told)
    again = Run(made.course.first_settings, changes)
    again.recover(made.course.update)
    again.advance(10**6)
    assert bytes_of(again.course) == bytes_of(made.course)


def bytes_kept(made):
    """The memory of all arrays that snapshots of a run hold, each counted once."""
    seen, waiting = {}, [made.course._moments, made._visit]
    while waiting:
        each = waiting.pop()
        if isinstance(each, np.ndarray):
            seen[id(each)] = each.nbytes
        elif id(each) not in seen and not isinstance(each, type):
            seen[id(each)] = 0
            waiting += gc.get_referents(each)
    return sum(seen.values())


def test_however_often_one_looks_back_memory_is_bounded():
    made = run(
        400, hidden_layers=[32] * 5, optimizer="adam", batch_size=40, examples=2000
    )
    epochs = made.course.epoch
    for epoch in [*range(epochs), *range(epochs, 0, -1), *range(0, epochs, 7)]:
        assert look(made, epoch)
    assert bytes_kept(made) < 16_000_000
