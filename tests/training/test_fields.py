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
)
from app.training.settings import CATALOGUE

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
    assert RATE.read("f", RATE.format(value)) == value


@given(st.floats(-1e6, 1e6))
def test_any_number_is_read_back_as_it_is_written(value):
    number = Number(-1e6, 1e6, nullable=True)
    assert number.read("f", number.format(value)) == value


@given(st.integers(0, 10**9))
def test_any_whole_number_is_read_back_as_it_is_written(value):
    kind = Integer(0, 10**9)
    assert kind.read("f", kind.format(value)) == kind.read("f", f"{value:,}") == value


@given(st.lists(st.integers(1, 32), max_size=6))
def test_any_layers_are_read_back_as_they_are_written(sizes):
    kind = Layers(6, 32)
    assert kind.read("f", kind.format(tuple(sizes))) == tuple(sizes)
    assert kind.read("f", kind.spoken(tuple(sizes))) == tuple(sizes)


@pytest.mark.parametrize("entry", CATALOGUE.values(), ids=list(CATALOGUE))
def test_every_option_is_read_by_name_and_by_label_in_any_case(entry):
    kind = entry.field
    if not isinstance(kind, Choice | Several):
        return
    for name, label in kind.labels.items():
        value = name if isinstance(kind, Choice) else (name,)
        for text in (name, label, name.upper(), label.lower(), name.replace("_", "-")):
            assert kind.read("f", text) == value
        assert kind.read("f", kind.spoken(value)) == value


@pytest.mark.parametrize("text", ["nan", "inf", "1e999", "", "0x1", "x", "20%", "1,5,"])
def test_text_that_is_no_number_is_refused(text):
    with pytest.raises(SettingsError):
        RATE.read("f", text)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (RATE, "0,5", 0.5),
        (RATE, "\uff11", 1.0),
        (RATE, " 1 ", 1.0),
        (TARGET, "off", None),
        (TARGET, "", None),
        (TARGET, "NULL", None),
        (COUNT, "8.0", 8),
        (Integer(0, 5000), "1,000", 1000),
        (Integer(0, 5000), "1.000", 1000),
        (Integer(0, 5000), "1 000", 1000),
        (Flag(), "ON", True),
        (Flag(), "yes", True),
        (Flag(), "False", False),
        (Flag(), "no", False),
        (LAYERS, "4, 4", (4, 4)),
        (LAYERS, "4;4;", (4, 4)),
        (LAYERS, "4 4", (4, 4)),
        (LAYERS, "4,4,", (4, 4)),
        (LAYERS, "[4, 4]", (4, 4)),
        (LAYERS, "\uff14\uff0c\uff14", (4, 4)),
        (LAYERS, "None", ()),
        (LAYERS, "", ()),
        (LAYERS, ["4", 4], (4, 4)),
        (INPUTS, "X2; x1", ("x1", "x2")),
        (INPUTS, ["x\u2081"], ("x1",)),
        (COLOR, "BLUE", "blue"),
    ],
)
def test_text_is_read_as_people_type_it(kind, text, value):
    assert kind.read("f", text) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (RATE, "1,000"),
        (RATE, "1.000"),
        (RATE, "1,234"),
        (LAYERS, "1,001"),
        (LAYERS, "1.5"),
        (LAYERS, "4,x"),
        (COUNT, "1.5"),
        (COUNT, "0,005"),
        (Flag(), "maybe"),
    ],
)
def test_what_has_two_meanings_or_none_is_refused(kind, text):
    with pytest.raises(SettingsError) as caught:
        kind.read("f", text)
    assert caught.value.field == "f"
    assert caught.value.words


@given(st.sampled_from(KINDS), st.text(max_size=40))
def test_any_text_is_read_or_refused_and_reading_is_stable(kind, text):
    try:
        value = kind.read("f", text)
    except SettingsError as caught:
        error = caught
    else:
        error = None
    if error is not None:
        assert error.words
        return
    assert kind.check("f", value) == value
    assert kind.read("f", kind.format(value)) == value


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
    assert kind.read("f", kind.format(value)) == value
