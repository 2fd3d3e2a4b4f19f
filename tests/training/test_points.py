"""What may be done to the points, and how a wrong wish is told."""

import pytest

from app.training.changes import checked_changes
from app.training.edits import Edit, NewPoint
from app.training.errors import SettingsError
from app.training.points import check_points, check_settings, checked_edit, parts_of
from app.training.problem import build
from app.training.session import Session
from app.training.twin import Twin
from app.training.validation import resolve


def problem(**given):
    return build(resolve(given))


def test_an_edit_is_read_from_json():
    given = {
        "labels": {"3": 1, "200": 0.0},
        "removed": [5],
        "restored": [6.0],
        "added": [{"x": [1, -0.0], "target": 1}],
    }
    edit = checked_edit(problem(), given)
    assert edit == Edit(
        {3: 1, 200: 0}, frozenset({5}), frozenset({6}), (NewPoint((1.0, 0.0), 1.0),)
    )
    assert checked_edit(problem(), edit.as_dict()) == edit


def test_a_point_of_a_regression_has_a_value_and_as_many_coordinates_as_the_data():
    edit = checked_edit(
        problem(dataset="sine"), {"added": [{"x": [0.25], "target": -1.5}]}
    )
    assert edit.added == (NewPoint((0.25,), -1.5),)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"no": 1}, "edit must be among labels, removed, restored, added"),
        ({"labels": [1]}, "labels must be an object of classes by points"),
        ({"labels": {"3": 2}}, "labels must be a whole number from 0 to 1; received 2"),
        ({"labels": {"200": 1}}, "from 0 to 199; received 200"),
        ({"labels": {"+3": 1}}, 'labels must be a whole number.*received "\\+3"'),
        ({"labels": {"03": 1}}, "labels must be a whole number"),
        ({"removed": "3"}, "removed must be a list"),
        ({"removed": [-1]}, "removed must be a whole number from 0 to 199"),
        ({"removed": [True]}, "removed must be a whole number"),
        ({"restored": [200]}, "restored must be a whole number from 0 to 199"),
        ({"removed": [1, 2], "restored": [2]}, "restored must be other points"),
        ({"added": [{"x": [0, 0]}]}, "added must be a list of {x, target}"),
        ({"added": [3]}, "added must be a list of {x, target}"),
        ({"added": [{"x": [0], "target": 0}]}, "added.x must be a list of 2 numbers"),
        ({"added": [{"x": [0, 2.6], "target": 0}]}, "from -2.5 to 2.5; received 2.6"),
        ({"added": [{"x": [0, "one"], "target": 0}]}, "added.x must be a number"),
        ({"added": [{"x": [0, 0], "target": 2}]}, "added.target must be a whole"),
        ({"added": [{"x": [0, 0], "target": 0.5}]}, "added.target must be a whole"),
    ],
)
def test_what_is_not_there_or_makes_no_sense_is_told(given, words):
    with pytest.raises(SettingsError, match=words):
        checked_edit(problem(), given)


def test_points_with_values_have_no_labels():
    with pytest.raises(SettingsError, match="labels must be left out for sine"):
        checked_edit(problem(dataset="sine"), {"labels": {"3": 1}})
    with pytest.raises(SettingsError, match="number from -5 to 5; received 6"):
        checked_edit(problem(dataset="sine"), {"added": [{"x": [0], "target": 6}]})


def test_there_are_at_most_so_many_points():
    full = problem(examples=2000)
    with pytest.raises(SettingsError, match=r"at most 2000 points, .* received 2001"):
        checked_edit(full, {"added": [{"x": [0, 0], "target": 0}]})
    assert not checked_edit(full, {"added": []})


def test_what_is_left_must_do_for_training():
    made = problem(validation_share=10, examples=20, batch_size=5)
    settings = resolve({"validation_share": 10, "examples": 20, "batch_size": 5})
    made = made.edited(Edit(removed=frozenset(made.split.validation.tolist())))
    check_points(made, settings)  # early stopping rests then
    assert check_settings(made, settings) is settings
    made = made.edited(Edit(removed=frozenset(made.split.train[:-3].tolist())))
    with pytest.raises(SettingsError, match="at least batch_size, 5, training points"):
        check_points(made, settings)


@pytest.mark.parametrize(("x", "value"), [("0,5", 0.5), ("\u22121e-1", -0.1)])
def test_numbers_of_a_new_point_are_read_as_they_are_typed(x, value):
    edit = checked_edit(problem(), {"added": [{"x": [x, "0"], "target": "1"}]})
    assert edit.added[0].x == (value, 0.0)
    assert edit.added[0].target == 1.0


def test_a_batch_of_more_than_the_original_points_is_told_truly():
    made = Session("owner", "tab", resolve({}))
    with pytest.raises(SettingsError, match="the 60 examples of the training set, or"):
        made.set({"batch_size": 61})
    made.edit({"added": [{"x": [0, 0], "target": 1}]})
    words = "at most the 60 examples of the original training set, without points that"
    with pytest.raises(SettingsError, match=words) as caught:
        made.set({"batch_size": 61})
    assert caught.value.as_dict()["message"].endswith("received 61")
    with pytest.raises(SettingsError, match=words):
        Twin(made.run, "batch_size", 61)
    recipe = [change.as_dict() for change in made.run.course.changes]
    with pytest.raises(SettingsError, match=words):
        checked_changes(
            resolve({}), [*recipe, {"update": 2, "set": {"batch_size": 61}}]
        )
    made.set({"batch_size": 60})
    assert made.run.settings.batch_size == 60


def test_an_entry_of_changes_is_asked_for_its_points_only():
    assert parts_of({"update": 3, "set": {}, "removed": [1]}) == {"removed": [1]}
