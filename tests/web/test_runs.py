import json

import numpy as np
import pytest

from app.training.changes import Change
from app.training.settings import CATALOGUE
from app.web.clean import clean
from app.web.maps import Painter
from app.web.payloads import DataPayload, RunPayload, SeriesPayload
from app.web.runs import run_payload, series_payload, settings_payload
from tests.web.sessions import session, train


def opened(**settings: object) -> RunPayload:
    made = session(**settings)
    return run_payload(made, Painter(made.run.course))


def test_a_run_has_every_field_that_is_declared() -> None:
    run = opened()
    assert set(run) == set(RunPayload.__annotations__)
    assert set(run["data"]) == set(DataPayload.__annotations__)
    assert set(run["series"]) == set(SeriesPayload.__annotations__)
    assert list(run["settings"]) == list(run["defaults"]) == list(CATALOGUE)
    json.dumps([run["settings"], run["defaults"], run["network"]], allow_nan=False)
    assert clean(run) == run


@pytest.mark.parametrize(
    ("dataset", "sizes", "outputs", "classes", "dimensions"),
    [
        ("xor", [2, 8, 8, 1], 1, 2, 2),
        ("iris", [2, 8, 8, 3], 3, 3, 2),
        ("plane", [2, 8, 8, 1], 1, 0, 2),
        ("sine", [1, 8, 8, 1], 1, 0, 1),
    ],
)
def test_the_networks_shape_and_names(
    dataset: str, sizes: list[int], outputs: int, classes: int, dimensions: int
) -> None:
    run = opened(dataset=dataset)
    assert run["network"]["sizes"] == sizes
    assert len(run["network"]["outputs"]) == outputs
    assert len(run["data"]["classes"]) == classes
    assert run["data"]["dimensions"] == dimensions
    assert (run["data"]["x2"] is None) is (dimensions == 1)


def test_points_come_with_their_set_and_flips() -> None:
    data = opened(examples=200, wrong_labels=15)["data"]
    sets = np.frombuffer(data["set"], np.uint8)
    counted = dict(zip(data["counts"], np.bincount(sets).tolist(), strict=True))
    assert counted == data["counts"]
    assert sum(data["flipped"]) == data["flipped_count"] == 30
    assert len(data["x1"]) == len(data["target"]) == 4 * 200


@pytest.mark.parametrize("dataset", ["xor", "iris", "plane"])
def test_the_points_of_each_class_are_counted_in_each_set(dataset: str) -> None:
    made = session(dataset=dataset)
    row = int(made.run.course.problem.split.train[0])
    made.edit({"removed": [row]})
    data = run_payload(made, Painter(made.run.course))["data"]
    sets = np.frombuffer(data["set"], np.uint8)
    labels = np.frombuffer(data["target"], "<f4")
    for code, name in enumerate(data["counts"]):
        expected = [
            int(np.count_nonzero((sets == code) & (labels == label)))
            for label in range(len(data["classes"]))
        ]
        assert data["class_counts"][name] == expected


def test_a_set_without_examples_has_no_curve() -> None:
    made = session(validation_share=0, early_stopping=False)
    series = series_payload(made.run.course, 0)
    assert series["validation"] is series["validation_accuracy"] is None
    assert len(series["train"]) == 1


def test_the_test_set_has_a_curve_once_it_was_opened() -> None:
    made = session()
    train(made, 12)
    assert series_payload(made.run.course, 0)["test"] is None
    made.open_test()
    train(made, 12)
    found = series_payload(made.run.course, 0)
    assert [value is None for value in found["test"] or []] == [True] * 3 + [False] * 2
    [change] = settings_payload(made)["changes"]
    assert (change["update"], change["open_test"]) == (13, True)


def test_a_regression_has_no_accuracy() -> None:
    series = opened(dataset="plane")["series"]
    assert series["train_accuracy"] is series["test_accuracy"] is None


def test_a_long_series_is_thinned_and_a_part_is_what_was_asked_for() -> None:
    made = session(examples=20, batch_size=0, hidden_layers=[])
    train(made, 3000)
    course = made.run.course
    whole = series_payload(course, 0)
    assert len(whole["epoch"]) <= 2000
    assert whole["test"] is None
    part = series_payload(course, 2990)
    assert part["epoch"] == list(range(2990, 3001))


def test_changes_come_with_what_was_before() -> None:
    made = session()
    train(made, 3)
    made.set({"learning_rate": 0.05})
    payload = settings_payload(made)
    [change] = payload["changes"]
    assert payload["changes_from"] == 0
    assert settings_payload(made, 1)["changes"] == []
    assert change == {
        "update": 4,
        "epoch": 0,
        "set": {"learning_rate": 0.05},
        "before": {"learning_rate": 0.3},
    }


def test_typed_weights_and_picked_examples_are_changes_too() -> None:
    made = session()
    train(made, 3)
    made.pause()
    before = made.assign({"w[1][0][2]": 0.5})
    made.pick(7)
    [change] = settings_payload(made)["changes"]
    assert change == {
        "update": 4,
        "epoch": 0,
        "set": {},
        "before": {},
        "weights": {"w[1][0][2]": 0.5},
        "weights_before": before,
        "example": 7,
    }


def test_what_is_still_to_come_of_a_run_computed_anew_is_not_told() -> None:
    made = session()
    changes = [
        Change(2, {"l2": 0.1}),
        Change(4, weights={"b[1][0]": 1.0}),
        Change(6, example=3),
    ]
    made.recover(made.run.settings, changes, 9)
    for update, told in ((1, 0), (2, 1), (3, 1), (4, 2), (6, 3)):
        made.run.advance(update - made.run.course.update)
        assert len(settings_payload(made)["changes"]) == told, update
