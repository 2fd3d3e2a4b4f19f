"""A whole training without a server."""

import json

import numpy as np
import pytest

from app.engine import ACTIVATIONS, Layout, Network, as_columns, output_for
from app.training.course import Course
from app.training.errors import SettingsError
from app.training.result import read_document, record, train
from app.training.validation import resolve
from app.training.versions import versions


@pytest.fixture(scope="module")
def document():
    record = train(resolve({}), opens_test=True)
    return json.loads(json.dumps(record, allow_nan=False))


def test_the_record_has_the_agreed_keys(document):
    assert list(document) == [
        "settings",
        "changes",
        "data",
        "initial",
        "best",
        "final",
        "history",
        "updates",
        "stop",
        "versions",
    ]
    assert document["stop"]["reason"] == "early_stopping"


def test_its_numbers_can_be_recomputed_from_weights_and_data(document):
    """Forward pass written out here, from the record alone."""
    for layers, epoch in (
        (document["initial"], 0),
        (document["best"], document["stop"]["best_epoch"]),
        (document["final"], document["stop"]["epoch"]),
    ):
        for name in ("train", "validation", "test"):
            a = np.array(document["data"][name]["x"])
            y = np.array(document["data"][name]["y"])
            for layer in layers:
                z = a @ np.array(layer["weights"]) + np.array(layer["biases"])
                a = np.tanh(z)
            error = np.mean(np.logaddexp(0, z) - y * z)
            assert document["history"][name][epoch] == pytest.approx(error, rel=1e-12)


def test_weights_are_inputs_by_outputs(document):
    shapes = [np.array(layer["weights"]).shape for layer in document["final"]]
    assert shapes == [(2, 8), (8, 8), (8, 1)]


def test_the_history_has_one_length_from_epoch_0_on(document):
    lengths = {len(column) for column in document["history"].values()}
    assert lengths == {document["stop"]["epoch"] + 1}
    assert document["history"]["epoch"][0] == 0


def test_the_record_trains_to_itself_again(document):
    settings, changes = read_document(document)
    assert train(settings, changes, opens_test=True) == document


def test_changes_act_as_on_the_page():
    given = {"settings": {}, "changes": [{"update": 7, "set": {"learning_rate": 1}}]}
    made = train(*read_document(given))
    live = Course(resolve({}))
    live.advance(6)
    live.change({"learning_rate": 1})
    live.advance(10**9)
    assert made == json.loads(json.dumps(record(live)))


def test_empty_sets_and_divergence_are_null():
    made = train(
        resolve(
            {
                "dataset": "plane",
                "activation": "relu",
                "learning_rate": 10,
                "validation_share": 0,
                "early_stopping": False,
            }
        )
    )
    assert made["stop"]["reason"] == "diverged"
    assert made["best"] is None
    assert set(made["history"]["validation"]) == {None}
    json.dumps(made, allow_nan=False)


def test_a_document_is_settings_alone_or_with_changes():
    assert read_document({"patience": 3}) == (resolve({"patience": 3}), [])
    with pytest.raises(SettingsError, match="settings must be an object"):
        read_document([1])
    with pytest.raises(SettingsError, match="chnages has no place beside settings"):
        read_document({"settings": {}, "chnages": []})
    with pytest.raises(SettingsError, match="changes must be a list"):
        read_document({"settings": {}, "changes": 3})


def test_progress_is_told():
    seen = []
    train(resolve({}), progress=lambda *args: seen.append(args))
    assert seen[-1][1] == 600


def test_an_unfinished_course_is_recorded_as_far_as_it_has_come():
    course = Course(resolve({}))
    course.advance(20)  # three epochs and two updates
    course.change({"learning_rate": 0.1})
    made = record(course)
    errors = made["history"]["validation"]
    best = min(range(1, 4), key=errors.__getitem__)
    assert made["stop"] == {"reason": "interrupted", "epoch": 3, "best_epoch": best}
    assert (made["updates"], made["history"]["updates"]) == (20, [0, 6, 12, 18])
    assert made["changes"] == [{"update": 21, "set": {"learning_rate": 0.1}}]
    settings, changes = read_document(made)
    again = Course(settings, changes)
    again.advance(20)
    again.settle()
    assert again.theta.tobytes() == course.theta.tobytes()
    assert again.settings == course.settings


def test_accuracies_updates_and_versions_are_in_it(document):
    history = document["history"]
    assert list(history) == [
        "epoch",
        "updates",
        "train",
        "validation",
        "test",
        "train_accuracy",
        "validation_accuracy",
        "test_accuracy",
    ]
    assert document["updates"] == history["updates"][-1] == 216
    a = np.array(document["data"]["validation"]["x"])
    y = np.array(document["data"]["validation"]["y"])
    for layer in document["final"]:
        z = a @ np.array(layer["weights"]) + np.array(layer["biases"])
        a = np.tanh(z)
    assert history["validation_accuracy"][-1] == np.mean((z > 0) == (y == 1))
    assert document["versions"] == versions()


def test_what_a_shared_file_holds_besides_is_no_obstacle():
    given = {"settings": {"l2": 0.1}, "changes": [], "update": 9, "view": {}}
    assert read_document(given) == (resolve({"l2": 0.1}), [])


def test_public_weights_are_the_networks_own(document):
    layout = Layout((2, 8, 8, 1))
    network = Network(
        layout, ACTIVATIONS["tanh"], output_for("classification", 2, "cross_entropy")
    )
    network.theta[:] = layout.from_public(document["final"])
    x = as_columns(np.array(document["data"]["test"]["x"]))
    work = network.workspace(x.shape[1])
    work.forward(x)
    error = work.errors(np.array(document["data"]["test"]["y"]).T).mean()
    assert error == pytest.approx(document["history"]["test"][-1], rel=1e-12)


def test_changes_that_never_came_are_not_recorded():
    changes = [{"update": 9, "set": {"l2": 0.1}}, {"update": 10**6, "set": {"l1": 0.1}}]
    made = train(*read_document({"settings": {}, "changes": changes}))
    assert made["changes"] == changes[:1]


def test_a_run_whose_points_were_changed_is_made_again_from_its_record():
    settings = resolve({"max_epochs": 4, "early_stopping": False})
    rows = Course(settings).problem.split.train.tolist()
    changes = [
        {"update": 3, "set": {}, "labels": {str(rows[1]): 0, str(rows[2]): 1}},
        {"update": 9, "set": {}, "added": [{"x": [0.5, 1.25], "target": 1}]},
        {"update": 12, "set": {"learning_rate": 0.1}, "removed": rows[:2]},
    ]
    made = train(*read_document({"settings": settings.as_dict(), "changes": changes}))
    again = train(*read_document(json.loads(json.dumps(made))))
    assert json.dumps(again) == json.dumps(made)
    assert [len(each["x"]) for each in made["data"].values()] == [60, 60, 80]
    assert made["data"]["train"]["rows"] == rows
    assert made["final"] != train(settings)["final"]
    assert list(train(settings)["data"]["train"]) == ["x", "y"]


def test_the_last_errors_are_those_of_the_changed_points():
    """The edits of the record applied by hand to its data."""
    settings = resolve({"max_epochs": 2, "early_stopping": False})
    row = int(Course(settings).problem.split.train[4])
    label = 1 - int(Course(settings).problem.points.target[row])
    new = {"x": [0.5, 1.25], "target": 1}
    edits = {"labels": {str(row): label}, "added": [new]}
    made = train(
        *read_document(
            {
                "settings": {"max_epochs": 2, "early_stopping": False},
                "changes": [{"update": 8, "set": {}} | edits],
            }
        )
    )
    data = made["data"]["train"]
    data["y"][data["rows"].index(row)] = [label]
    x, y = [*data["x"], new["x"]], [*data["y"], [1.0]]
    a = np.array(x)
    for layer in made["final"][:-1]:
        a = np.tanh(a @ np.array(layer["weights"]) + layer["biases"])
    last = made["final"][-1]
    o = 1 / (1 + np.exp(-(a @ np.array(last["weights"]) + last["biases"])))
    t = np.array(y)
    error = -np.mean(t * np.log(o) + (1 - t) * np.log(1 - o))
    np.testing.assert_allclose(made["history"]["train"][-1], error, rtol=1e-12)
