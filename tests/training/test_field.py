"""What all kinds of fields share."""

import pytest

from app.training.errors import SettingsError
from app.training.field import LONGEST_TEXT, listed, received, signed, without_unit
from app.training.fields import Integer, Number


@pytest.mark.parametrize(
    ("text", "unit", "bare"),
    [
        ("20%", "%", "20"),
        ("20 %", "%", "20"),
        ("20\u00a0%", "%", "20"),
        ("20 percent", "%", "20"),
        ("\uff12\uff10\uff05", "%", "20"),
        ("5 epochs", "epochs", "5"),
        ("1 Epoch", "epochs", "1"),
        ("20%", "", "20%"),
        ("20 %", "epochs", "20 %"),
    ],
)
def test_the_fields_own_unit_may_follow(text, unit, bare):
    assert without_unit(text, unit) == bare


def test_options_are_listed_for_people():
    assert listed(["on"]) == "on"
    assert listed(["a", "b", "c"]) == "a, b or c"
    assert listed(["Glorot, uniform", "Zeros"]) == "Glorot, uniform or Zeros"
    assert listed(["a, b", "c", "d"]) == "a, b; c or d"


def test_numbers_have_a_real_minus_sign():
    assert signed(-1e6) == "\u22121000000"
    assert signed(0.00001) == "0.00001"


def test_a_text_with_two_meanings_is_refused_with_both():
    with pytest.raises(SettingsError) as caught:
        Number(0, 10).read("f", "1,500")
    assert caught.value.code == "syntax"
    assert caught.value.words == "write 1.5 or 1500 instead of 1,500"
    assert caught.value.message == (
        'f must be a number from 0 to 10, written 1.5 or 1500; received "1,500"'
    )


def test_endless_text_is_not_even_read():
    with pytest.raises(SettingsError):
        Integer(0, 9).read("f", " " * LONGEST_TEXT + "1")


def test_long_values_are_shortened_in_messages():
    assert len(received("x" * 10_000)) == 60


def test_values_that_json_cannot_write_are_named_by_their_type():
    assert received({1, 2}) == "set"
