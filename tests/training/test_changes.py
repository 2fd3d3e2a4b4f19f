"""What was changed while a run trained."""

import pytest

from app.training import problem
from app.training.changes import (
    Change,
    after_changes,
    check_live,
    checked_changes,
)
from app.training.course import Course
from app.training.edits import Edit
from app.training.errors import SettingsError
from app.training.problem import build
from app.training.validation import resolve


def test_changes_are_checked_in_order_and_reduced_to_what_differs():
    given = [
        {"update": 3, "set": {"learning_rate": 1, "patience": 20}},
        {"update": 9, "set": {"learning_rate": 2}},
    ]
    changes = checked_changes(resolve({}), given)
    assert [c.as_dict() for c in changes] == [
        {"update": 3, "set": {"learning_rate": 1.0}},
        {"update": 9, "set": {"learning_rate": 2.0}},
    ]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("x", "changes must be a list"),
        (None, "changes must be a list"),
        ([3], "each change must hold update and set, and may hold added, example"),
        ([{"update": 1}], "each change must hold"),
        ([{"update": 0, "set": {}}], "update must be a whole number from 1"),
        ([{"update": True, "set": {}}], "update must be a whole number"),
        ([{"update": 1, "set": 5}], "settings must be an object"),
        ([{"update": 1, "set": {"optimizer": "adam"}}], "optimizer must stay"),
        ([{"update": 1, "set": {"no": 1}}], "no is not a setting"),
        ([{"update": 1, "set": {"batch_size": 61}}], "batch_size must be at most"),
        (
            [{"update": 3, "set": {"l1": 0.1}}, {"update": 2, "set": {"l2": 0.1}}],
            "ascending order",
        ),
        ([{"update": n, "set": {}} for n in range(1, 1002)], "at most 1000"),
        ([{"update": 1, "set": {}, "no": 1}], "each change must hold"),
        ([{"update": 1, "weights": {}}], "each change must hold"),
        ([{"update": 1, "set": {}, "weights": [1]}], "weights must be an object"),
        ([{"update": 1, "set": {}, "weights": {"w": 1}}], "weights must be w[layer]"),
        ([{"update": 1, "set": {}, "weights": {"b[1][0]": None}}], "must be a number"),
        ([{"update": 1, "set": {}, "weights": {"b[1][0]": 1e400}}], "must be a number"),
        ([{"update": 1, "set": {}, "example": 60}], "example must be a whole number"),
        ([{"update": 1, "set": {}, "labels": {"3": 2}}], "labels must be a whole"),
        ([{"update": 1, "set": {}, "removed": list(range(200))}], "at least one"),
        (
            [
                {
                    "update": n,
                    "set": {},
                    "labels": {str(row): n % 2 for row in range(9)},
                }
                for n in range(1, 68)
            ],
            "at most 600 entries about points; received 603",
        ),
        ([{"update": 1, "set": {}, "example": None}], "example must be a whole"),
        (
            [
                {"update": n, "set": {}, "weights": {"b[1][0]": n, "b[1][1]": n}}
                for n in range(1, 502)
            ],
            "at most 1000 weights; received 1002",
        ),
    ],
)
def test_bad_changes_are_told(given, words):
    with pytest.raises(SettingsError) as caught:
        checked_changes(resolve({}), given)
    assert words in caught.value.message


def test_changes_before_the_same_update_become_one():
    first = Change(5, {"l1": 0.1}, {"l1": 0.0})
    first.merge(Change(5, {"l1": 0.2, "l2": 0.3}, {"l1": 0.1, "l2": 0.0}))
    assert first.set == {"l1": 0.2, "l2": 0.3}
    assert first.before == {"l1": 0.0, "l2": 0.0}


def test_a_change_taken_back_before_its_update_is_none():
    first = Change(5, {"l1": 0.1}, {"l1": 0.0})
    first.merge(Change(5, {"l1": 0.0}, {"l1": 0.1}))
    assert first.set == {}


def test_a_setting_that_needs_a_new_network_is_told():
    with pytest.raises(SettingsError, match="hidden_layers must stay as it is"):
        check_live({"learning_rate": 1, "hidden_layers": [3]})


def test_entries_for_the_same_update_are_one_and_empty_ones_are_none():
    given = [
        {"update": 2, "set": {"l1": 0.1}},
        {"update": 2, "set": {"l2": 0.1}},
        {"update": 3, "set": {}},
    ]
    changes = checked_changes(resolve({}), given)
    assert [c.as_dict() for c in changes] == [
        {"update": 2, "set": {"l1": 0.1, "l2": 0.1}}
    ]
    assert after_changes(resolve({}), changes) == resolve({"l1": 0.1, "l2": 0.1})


def test_weights_and_examples_are_there_only_where_they_were_changed():
    given = [
        {"update": 1, "set": {}, "weights": {"b[1][0]": 1}},
        {"update": 1, "set": {}, "weights": {"w[1][0][1]": 0.1}, "example": 3},
        {"update": 2, "set": {}, "weights": {}},
        {"update": 3, "set": {}, "example": 0},
    ]
    changes = checked_changes(resolve({}), given)
    assert [c.as_dict() for c in changes] == [
        {
            "update": 1,
            "set": {},
            "weights": {"b[1][0]": 1.0, "w[1][0][1]": 0.1},
            "example": 3,
        },
        {"update": 3, "set": {}, "example": 0},
    ]


def test_typed_weights_merge_and_can_be_taken_back():
    first = Change(5, weights={"a": 1.0}, weights_before={"a": 0.0})
    first.merge(Change(5, weights={"a": 2.0}, weights_before={"a": 1.0}))
    assert (first.weights, first.weights_before) == ({"a": 2.0}, {"a": 0.0})
    first.merge(Change(5, weights={"a": 0.0}, weights_before={"a": 2.0}))
    assert first.is_empty


def test_a_zero_with_another_sign_is_another_weight():
    first = Change(5, weights={"a": 1.0}, weights_before={"a": -0.0})
    first.merge(Change(5, weights={"a": 0.0}, weights_before={"a": 1.0}))
    assert not first.is_empty


def test_points_are_checked_against_what_is_there_by_then():
    rows = build(resolve({})).split.train.tolist()
    new = {"x": [0, 1], "target": 1}
    given = [
        {"update": 2, "set": {}, "added": [new], "example": 60},
        {"update": 3, "set": {}, "labels": {"200": 0}, "removed": rows[:3]},
        {"update": 4, "set": {"batch_size": 58}, "example": 57},
    ]
    documents = [change.as_dict() for change in checked_changes(resolve({}), given)]
    assert documents == [
        {
            "update": 2,
            "set": {},
            "example": 60,
            "added": [{"x": [0.0, 1.0], "target": 1.0}],
        },
        {"update": 3, "set": {}, "labels": {"200": 0}, "removed": sorted(rows[:3])},
        {"update": 4, "set": {"batch_size": 58}, "example": 57},
    ]
    for bad, words in (
        ({"set": {"batch_size": 59}}, "batch_size must be at most the 58 examples"),
        ({"set": {}, "example": 58}, "example must be a whole number from 0 to 57"),
        ({"set": {}, "labels": {"201": 0}}, "from 0 to 200; received 201"),
    ):
        with pytest.raises(SettingsError, match=words):
            checked_changes(resolve({}), [*given, {"update": 5} | bad])


def test_labels_merge_and_can_be_taken_back():
    first = Change(5, edit=Edit({3: 1}), labels_before={3: 0})
    assert first.is_edit_only
    first.merge(Change(5, edit=Edit({3: 2, 4: 1}), labels_before={3: 1, 4: 0}))
    assert (first.edit.labels, first.labels_before) == ({3: 2, 4: 1}, {3: 0, 4: 0})
    first.merge(Change(5, edit=Edit({3: 0, 4: 0}), labels_before={3: 2, 4: 1}))
    assert first.is_empty


def test_an_example_stays_picked_if_its_point_is_still_there():
    rows = build(resolve({})).split.train.tolist()
    pick = {"update": 1, "set": {}, "example": 59}
    for removed, example in ((rows[0], 58), (rows[59], None)):
        given = [pick, {"update": 1, "set": {}, "removed": [removed]}]
        changes = checked_changes(resolve({}), given)
        live = Course(resolve({}))
        live.pick(59)
        live.edit(Edit(removed=frozenset([removed])))
        assert [c.as_dict() for c in changes] == [c.as_dict() for c in live.changes]
        assert changes[0].example == example
        again = Course(resolve({}), changes)
        for each in (live, again):
            each.advance(3)
        assert again.theta.tobytes() == live.theta.tobytes()
    later = [pick, {"update": 1, "set": {}, "removed": rows[:1], "example": 59}]
    with pytest.raises(SettingsError, match="example must be a whole number from 0"):
        checked_changes(resolve({}), later)


def test_however_many_changes_of_points_there_are_few_arrays_are_built(monkeypatch):
    built = []
    monkeypatch.setattr(
        problem, "_parts", lambda *a, p=problem._parts: built.append(1) or p(*a)
    )
    given = [
        {"update": n, "set": {}, "added": [{"x": [0, n / 200], "target": 1}]}
        for n in range(1, 201)
    ]
    checked_changes(resolve({}), given)
    assert len(built) <= 1


@pytest.mark.parametrize(
    "name", ["Activation", "Hidden Layers", "DATA_SEED", "data-set"]
)
def test_what_needs_a_new_network_is_refused_however_it_is_spelled(name):
    change = {"update": 5, "set": {name: "1"}}
    with pytest.raises(SettingsError, match="must stay as it is while a network"):
        checked_changes(resolve({}), [change])
