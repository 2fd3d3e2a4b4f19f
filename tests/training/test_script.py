"""The changes of a course: in force, or still to come."""

from app.training.changes import Change
from app.training.edits import Edit
from app.training.script import Script
from app.training.validation import resolve


def script():
    return Script([Change(3, {"l1": 0.1}), Change(7, example=2)])


def test_what_is_due_is_applied_once():
    made = script()
    assert [change.update for change in made.due(3)] == [3]
    assert list(made.due(6)) == []
    assert [change.update for change in made.due(9)] == [7]


def test_going_back_makes_changes_come_again():
    made = script()
    list(made.due(9))
    made.rewind(3)
    assert made.before(3) is made.changes[0]
    assert [change.update for change in made.due(7)] == [7]


def test_what_is_still_to_come_can_be_forgotten():
    made = script()
    list(made.due(3))
    made.settle()
    assert [change.update for change in made.changes] == [3]


def test_changes_before_the_same_update_are_one():
    made = Script()
    made.insert(Change(4, {"l1": 0.1}, {"l1": 0.0}))
    made.insert(Change(4, example=3))
    assert [c.as_dict() for c in made.changes] == [
        {"update": 4, "set": {"l1": 0.1}, "example": 3}
    ]
    assert made.at(4) is made.changes[0]
    assert made.at(5) is None


def test_a_change_taken_back_is_none():
    made = Script()
    made.insert(Change(4, {"l1": 0.1}, {"l1": 0.0}))
    made.insert(Change(4, {"l1": 0.0}, {"l1": 0.1}))
    assert made.changes == []
    assert made.before(4) is None


def test_earlier_settings_are_those_before_later_changes():
    now = resolve({"l1": 0.3, "l2": 0.2})
    made = Script()
    made.insert(Change(4, {"l1": 0.1}, {"l1": 0.0}))
    made.insert(Change(6, {"l2": 0.2}, {"l2": 0.0}))
    made.insert(Change(9, {"l1": 0.3}, {"l1": 0.1}))
    assert made.settings_at(9, now) == now
    assert made.settings_at(5, now) == resolve({"l1": 0.1})
    assert made.settings_at(3, now) == resolve({})
    assert not made.is_open


def test_other_changes_can_be_foreseen_but_not_in_the_past():
    made = script()
    list(made.due(3))
    first = Change(3, {"l1": 0.1})
    assert made.foresee([first, Change(9, {"l2": 0.5})], 5)
    assert [change.update for change in made.changes] == [3, 9]
    assert not made.foresee([first, Change(5, {"l2": 0.5})], 5)
    assert not made.foresee([Change(3, {"l1": 0.2})], 5)
    assert not made.foresee([], 5)
    assert [change.update for change in made.changes] == [3, 9]


def test_what_was_done_to_the_points_adds_up_to_an_update():
    made = Script([Change(3, edit=Edit({1: 1})), Change(7, edit=Edit({1: 0, 2: 1}))])
    assert made.edit_at(2) is None
    assert made.edit_at(6) == Edit({1: 1})
    assert made.edit_at(7) == Edit({1: 0, 2: 1})
