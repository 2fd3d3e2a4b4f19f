"""Files that lead back to a run."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.training.errors import SettingsError
from app.training.link import MOST_UPDATES
from app.training.result import train
from app.training.run import Run
from app.training.run_file import MOST_BYTES, read_run_file
from app.training.validation import resolve
from app.training.versions import versions

RATE = {"update": 79, "set": {"learning_rate": 0.05}}


def file(document, encoding="utf-8"):
    return read_run_file(json.dumps(document).encode(encoding))


@pytest.mark.parametrize("document", [{"Learning rate": 0.1}, {"learning-rate": 0.1}])
def test_settings_go_by_the_same_names_as_everywhere(document):
    assert file(document).settings == resolve({"learning_rate": 0.1})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_settings_alone_begin_a_run(encoding):
    found = file({"learning_rate": 0.1, "hidden_layers": [4]}, encoding)
    assert found.settings == resolve({"learning_rate": 0.1, "hidden_layers": [4]})
    assert (found.changes, found.update, found.view) == ([], 0, None)
    assert found.recorded is None
    assert file({}).settings == resolve({})


def test_settings_and_changes_go_as_far_as_all_of_them_act():
    found = file({"settings": {}, "changes": [RATE]})
    assert found.update == 78
    run = Run(found.settings, found.changes)
    run.recover(found.update)
    while run.is_recovering:
        run.advance(100)
    assert run.course.update == 78
    assert run.settings.learning_rate == 0.05


def test_a_shared_file_tells_where_the_run_stood_and_how_it_looked():
    view = {"pane": "layers", "epoch": "12", "utm": "x", "speed": "9" * 99, "part": 3}
    given = {"settings": {}, "changes": [RATE], "update": 200, "view": view}
    found = file(given)
    assert found.update == 200
    assert found.view == {"pane": "layers", "epoch": "12"}


def test_a_record_leads_to_its_end_and_tells_what_it_had_there():
    made = train(resolve({}))
    found = file(made)
    assert found.update == 216
    assert found.recorded.epoch == 36
    assert found.recorded.errors == {
        "train": made["history"]["train"][-1],
        "validation": made["history"]["validation"][-1],
    }
    assert found.recorded.versions == versions()


def test_a_record_without_its_updates_goes_to_the_end_of_the_training():
    made = train(resolve({"max_epochs": 4}))
    old = {k: v for k, v in made.items() if k not in ("updates", "versions")}
    found = file(old)
    assert found.update == MOST_UPDATES
    run = Run(found.settings, found.changes)
    run.recover(found.update)
    while run.is_recovering:
        run.advance(100)
    assert (run.state, run.course.update) == ("stopped", 24)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "This file is empty."),
        (b" \n", "This file is empty."),
        (b"\x89PNG\r\n\x1a\n\0\0", "holds no run and no settings"),
        (b"[1, 2]", "holds no run and no settings"),
        (b'"text"', "holds no run and no settings"),
        (b'{"name": "a package", "scripts": {}}', "holds no run and no settings"),
        (b"[" * 60_000, "holds no run and no settings"),
        (b'{"settings": {"l2": 0.1}, "chan', "damaged or cut off"),
        (b'{"l2": NaN}', "damaged or cut off"),
        (b'{"l2": -1}', "The file was not opened: L2: a number from 0 to"),
        (
            b'{"l2": 0.1, "colour": 2}',
            "The file was not opened: There is no setting “colour”",
        ),
        (b'{"hidden_layers": [99]}', "opened: Hidden layers: up to 6 numbers from 1"),
        (
            b'{"settings": {}, "changes": [{"update": 5, "set": {"l1": 7}}]}',
            "L1: a num",
        ),
        (b'{"settings": {}, "changes": 7}', "The file was not opened: changes must"),
        (b'{"settings": {}, "update": -1}', "update must be"),
        (b'{"settings": {}, "updates": "9"}', "updates must be"),
        (b'{"settings": {}, "view": []}', "view must be an object"),
        (b" " * MOST_BYTES + b"{}", "larger than 6 MB"),
    ],
)
def test_anything_else_is_refused_in_plain_words(data, why):
    with pytest.raises(SettingsError) as caught:
        read_run_file(data)
    assert why in caught.value.message


@given(st.binary(max_size=60))
def test_any_bytes_are_a_run_or_one_refusal(data):
    fields = []
    try:
        read_run_file(data)
    except SettingsError as error:
        fields = [error.field]
    assert fields in ([], ["file"])


COLUMNS = st.text() | st.lists(st.none())


@given(st.sampled_from(["epoch", "train", "validation"]), COLUMNS)
def test_a_history_that_is_none_is_only_not_compared(name, column):
    history = {"epoch": [0, 1], "train": [1, 2], "validation": [1, 2]} | {name: column}
    found = file({"settings": {}, "history": history, "updates": 6})
    assert found.update == 6
    assert found.recorded is None or found.recorded.errors.get(name) is None
