"""The one error shape."""

from app.training.errors import MoveError, SettingsError


def test_an_error_travels_as_code_field_and_message():
    error = SettingsError("range", "patience", "patience must be ...")
    assert error.as_dict() == {
        "code": "range",
        "field": "patience",
        "message": "patience must be ...",
    }
    assert str(error) == error.message


def test_a_refused_move_blames_no_field():
    assert MoveError("pause it first").as_dict()["code"] == "state"
    assert MoveError("pause it first").field is None


def test_the_page_says_labels_and_the_names_of_what_has_none():
    rate = SettingsError("range", "l1", "l1 must be ...", "L1: a number from 0")
    assert rate.sentence == "L1: a number from 0"
    bare = SettingsError("range", "update", "update must be ...", "a whole number")
    assert bare.sentence == "update must be ..."
    assert MoveError("pause it first").sentence == "pause it first"
