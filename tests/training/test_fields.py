"""Each kind of value: what it takes, and what it says of the rest."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.training.errors import SettingsError
from app.training.fields import (
    Choice,
    Flag,
    Integer,
    Layers,
    Number,
    Option,
    Several,
    received,
)

COLOR = Choice((Option("red", "Red"), Option("blue", "Blue")))
COUNT = Integer(1, 10)
RATE = Number(1e-5, 10, scale="log")
RATE_RULE = "f must be a number from 0.00001 to 10"
TARGET = Number(0, 1, nullable=True)
LAYERS = Layers(2, 4)
INPUTS = Several((Option("x1", "x₁"), Option("x2", "x₂")))
KINDS = [COLOR, COUNT, RATE, TARGET, Flag(), LAYERS, INPUTS]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@pytest.mark.parametrize(
    ("kind", "value", "kept"),
    [
        (COLOR, "red", "red"),
        (COUNT, 10, 10),
        (COUNT, 3.0, 3),
        (RATE, 1, 1.0),
        (TARGET, None, None),
        (Flag(), False, False),
        (LAYERS, [], ()),
        (LAYERS, [4, 1], (4, 1)),
        (INPUTS, ["x2", "x1"], ("x1", "x2")),
    ],
)
def test_a_good_value_is_kept(kind, value, kept):
    assert kind.check("name", value) == kept


@pytest.mark.parametrize(
    ("kind", "value", "code", "message"),
    [
        (COLOR, "green", "choice", 'f must be one of red, blue; received "green"'),
        (COLOR, 3, "choice", "f must be one of red, blue; received 3"),
        (COUNT, 11, "range", "f must be a whole number from 1 to 10; received 11"),
        (COUNT, True, "type", "f must be a whole number from 1 to 10; received true"),
        (COUNT, 1.5, "type", "f must be a whole number from 1 to 10; received 1.5"),
        (COUNT, "3", "type", 'f must be a whole number from 1 to 10; received "3"'),
        (
            RATE,
            math.nan,
            "range",
            f"{RATE_RULE}; received NaN",
        ),
        (RATE, -1, "range", f"{RATE_RULE}; received -1"),
        (RATE, None, "type", f"{RATE_RULE}; received null"),
        (LAYERS, [5], "range", None),
        (LAYERS, [1, 1, 1], "range", None),
        (LAYERS, "4,4", "type", None),
        (LAYERS, [True], "type", None),
        (INPUTS, [], "choice", None),
        (INPUTS, ["x1", "x1"], "choice", None),
        (INPUTS, [["x1"]], "choice", None),
    ],
)
def test_a_bad_value_is_told_with_field_rule_and_value(kind, value, code, message):
    with pytest.raises(SettingsError) as caught:
        kind.check("f", value)
    assert (caught.value.code, caught.value.field) == (code, "f")
    if message:
        assert caught.value.message == message
    assert "received" in caught.value.message


@pytest.mark.parametrize("value", [10**400, math.inf, -math.inf, math.nan, 1e308])
@pytest.mark.parametrize("kind", [COUNT, RATE, TARGET])
def test_numbers_beyond_all_bounds_are_refused(kind, value):
    with pytest.raises(SettingsError):
        kind.check("f", value)


@given(st.sampled_from(KINDS), JSON)
def test_any_json_value_is_kept_or_refused_and_keeping_is_stable(kind, value):
    try:
        kept = kind.check("f", value)
    except SettingsError as caught:
        error = caught
    else:
        assert kind.check("f", kept) == kept
        return
    assert error.field == "f"
    assert len(error.message) < 250


@given(st.floats(1e-5, 10))
def test_numbers_survive_a_link_to_the_last_digit(value):
    assert RATE.check("f", RATE.parse(RATE.format(value))) == value


@pytest.mark.parametrize(
    "text", ["1_000", "\uff11\uff12", "nan", "inf", "1e999", "", " 1", "0x1"]
)
def test_a_link_takes_only_plainly_written_numbers(text):
    with pytest.raises(SettingsError):
        RATE.check("f", RATE.parse(text))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Flag(), True),
        (Flag(), False),
        (LAYERS, ()),
        (LAYERS, (3, 4)),
        (INPUTS, ("x1",)),
        (TARGET, None),
        (TARGET, 0.25),
        (COLOR, "blue"),
    ],
)
def test_values_survive_a_link(kind, value):
    assert kind.check("f", kind.parse(kind.format(value))) == value


def test_long_values_are_shortened_in_messages():
    assert len(received("x" * 10_000)) == 60


def test_values_that_json_cannot_write_are_named_by_their_type():
    assert received({1, 2}) == "set"
