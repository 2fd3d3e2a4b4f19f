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
