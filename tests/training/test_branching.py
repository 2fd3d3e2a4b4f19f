"""What happens in a branch is none of the run it came from."""

from app.training.changes import checked_changes
from app.training.run import Run
from app.training.session import Session
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
