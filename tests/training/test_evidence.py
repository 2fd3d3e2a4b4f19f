"""Validation sets that can hardly tell when to stop."""

import pytest

from app.training.edits import Edit
from app.training.evidence import FEWEST, FEWEST_OF_A_CLASS, weakness
from app.training.presets import PRESETS
from app.training.problem import VALIDATION, build
from app.training.validation import resolve

CHANCE = "where it stops is mostly chance."


def problem(count, **given):
    """Return a problem with so many validation examples of a hundred."""
    return build(
        resolve({"examples": 100, "validation_share": count, "test_share": 0} | given)
    )


def rows_of(made, label):
    rows = made.split.validation
    return [int(row) for row in rows if made.points.target[row] == label]


def test_two_points_decide_by_chance():
    small = resolve({"examples": 20, "validation_share": 10, "batch_size": 5})
    assert weakness(build(small)) == f"Only 2 validation examples: {CHANCE}"
    assert weakness(problem(1)) == f"Only 1 validation example: {CHANCE}"


def test_from_how_many_on_they_are_enough():
    values = {"dataset": "sine", "noise": 0.2}
    assert weakness(problem(FEWEST - 1, **values)).startswith("Only 14 validation")
    assert weakness(problem(FEWEST, **values)) == ""


def test_an_empty_set_has_no_say_and_no_weakness():
    assert weakness(problem(0, early_stopping=False)) == ""


def test_of_each_class_there_must_be_a_few():
    made = problem(60)
    mine, other = rows_of(made, 0), rows_of(made, 1)
    name = made.points.kind.class_names[0]
    few = FEWEST_OF_A_CLASS - 1
    one_sided = made.edited(Edit(removed=frozenset(mine[few:])))
    count = len(other) + few
    assert weakness(one_sided) == (
        f"Only {few} of the {count} validation examples are of class {name}: {CHANCE}"
    )
    enough = made.edited(Edit(removed=frozenset(mine[few + 1 :])))
    assert weakness(enough) == ""
    one = made.edited(Edit(removed=frozenset(mine[1:])))
    assert f"Only 1 of the {len(other) + 1} validation examples is of" in weakness(one)


def test_labels_that_were_changed_count_as_they_are_now():
    made = problem(60)
    all_alike = made.edited(Edit(labels=dict.fromkeys(rows_of(made, 0), 1)))
    assert (
        weakness(all_alike) == f"All 60 validation examples are of one class: {CHANCE}"
    )


def test_of_three_classes_one_that_is_missing_is_named():
    made = build(resolve({"dataset": "iris"}))
    name = made.points.kind.class_names[2]
    without = made.edited(Edit(removed=frozenset(rows_of(made, 2))))
    assert weakness(without).startswith("None of the ")
    assert f" is of class {name}: " in weakness(without)


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_no_preset_and_no_data_set_begins_with_a_weak_set(preset):
    assert weakness(build(resolve(preset.settings))) == ""


@pytest.mark.parametrize("dataset", ["circle", "iris", "moons", "sine", "plane"])
def test_no_data_set_is_weak_by_default(dataset):
    made = build(resolve({"dataset": dataset}))
    assert VALIDATION in made.sets
    assert weakness(made) == ""
