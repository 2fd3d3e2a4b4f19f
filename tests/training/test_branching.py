"""What happens in a branch is none of the run it came from."""

from app.training.changes import checked_changes
from app.training.run import Run
from app.training.session import Session
from app.training.states import State
from app.training.validation import resolve
from tests.training.test_rewinding import bytes_of
from tests.training.test_traveling import LIVELY, look, run, train


def test_a_change_in_a_branch_is_none_of_the_run_it_came_from():
    made = run(60)
    made.change({"learning_rate": 0.1})
    at = made.course.epoch
    train(made, 30)
    told = [change.as_dict() for change in made.course.changes]
    other = made.branched(at)
    other.change({"l2": 0.5})
    other.change({"learning_rate": 0.3})
    assert [change.as_dict() for change in made.course.changes] == told
    again = Run(resolve(LIVELY), checked_changes(resolve(LIVELY), told))
    train(again, 90)
    made.back("update")
    train(made, 1)
    assert bytes_of(made.course) == bytes_of(again.course)


def test_another_run_is_not_looked_at_in_the_past():
    session = Session("owner", "tab", resolve(LIVELY))
    train(session.run, 60)
    look(session.run, 4)
    session.reset()
    session.undo()
    assert session.run.visit is None


def test_what_came_after_the_epoch_gone_on_from_comes_back_with_undo():
    session = Session("owner", "tab", resolve(LIVELY))
    train(session.run, 60)
    first, before = session.run, bytes_of(session.run.course)
    session.resume(4)
    assert session.run is not first
    assert session.run.state is State.RUNNING
    session.run.advance(10)
    session.undo()
    assert session.run is first
    assert bytes_of(first.course) == before


def test_going_on_from_the_last_epoch_leaves_nothing_behind():
    session = Session("owner", "tab", resolve(LIVELY))
    train(session.run, 60)
    first = session.run
    session.resume(first.course.epoch)
    assert session.run is first
    assert first.state is State.RUNNING
    assert not session.can_undo
