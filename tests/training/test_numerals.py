"""Numbers as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.training.numerals import LONGEST, AmbiguousError, normalized, read_number


def read(text, whole):
    try:
        return read_number(text, whole)
    except AmbiguousError as error:
        return error.meanings


@pytest.mark.parametrize(
    ("text", "whole", "other"),
    [
        ("1 000", 1000, 1000),
        ("1\u202f000", 1000, 1000),  # narrow no-break space
        ("1\u2009000", 1000, 1000),  # thin space
        ("1\u00a0000", 1000, 1000),
        ("1'000", 1000, 1000),
        ("1\u2019000", 1000, 1000),
        ("1_000", 1000, 1000),
        ("1,000", 1000, ("1", "1000")),
        ("1.000", 1000, ("1", "1000")),
        ("-1,500", -1500, ("-1.5", "-1500")),
        ("1.234", 1234, 1.234),
        ("1,234", 1234, ("1.234", "1234")),
        ("1,000,000", 1_000_000, 1_000_000),
        ("1.000.000", 1_000_000, 1_000_000),
        ("12 345 678", 12_345_678, 12_345_678),
        ("1,234.5", 1234.5, 1234.5),
        ("1.234,5", 1234.5, 1234.5),
        ("1 234,567", 1234.567, 1234.567),
        ("0,5", 0.5, 0.5),
        ("0,125", 0.125, 0.125),
        ("0.125", 0.125, 0.125),
        ("1234.567", 1234.567, 1234.567),
        ("8.0", 8.0, 8.0),
        ("8,00", 8.0, 8.0),
        (".5", 0.5, 0.5),
        (",5", 0.5, 0.5),
        ("5.", 5, 5),
        ("1e3", 1000.0, 1000.0),
        ("1e-3", 0.001, 0.001),
        ("1e\u22123", 0.001, 0.001),
        ("2,5E-3", 0.0025, 0.0025),
        ("3×10^-4", 0.0003, 0.0003),
        ("1.234e-05", 1.234e-05, 1.234e-05),
        ("1,234e5", ("1.234e5", "1234e5"), ("1.234e5", "1234e5")),
        ("\uff11\uff12\uff0e\uff15", 12.5, 12.5),  # full width
        ("\u0661\u0662\u066b\u0665", 12.5, 12.5),  # Arabic
        ("\u0967\u0968", 12, 12),  # Devanagari
        ("\u22120.5", -0.5, -0.5),
        ("\uff0b3", 3, 3),
        ("\u200e\ufeff7\u200f", 7, 7),  # what copying from a page brings along
        (" 7\n", 7, 7),
    ],
)
def test_it_is_read_as_the_table_says(text, whole, other):
    assert read(text, True) == whole
    assert read(text, False) == other


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "abc", "nan", "inf", "-", "+", ".", ",", "e3", "1e", "1e999"),
        *("0x1", "1,00,000", "1 00", "10 00", "1..5", "1,,5", "1.000,000.5", "--1"),
        *("10\u00b2", "\u00bd", "- 5", "1 000 00", "1 000'000", "5 %", "1/2"),
        "9" * (LONGEST + 1),
    ],
)
@pytest.mark.parametrize("whole", [True, False])
def test_anything_else_is_no_number(text, whole):
    assert read(text, whole) is None


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_as_programs_write_them_keep_their_value(value):
    assert read_number(repr(value)) == value


@given(st.integers(-(10**15), 10**15))
def test_whole_numbers_keep_their_value(value):
    assert read_number(str(value), True) == value
    assert read_number(str(value)) == value


@given(
    st.integers(1000, 10**12),
    st.sampled_from([",", ".", " ", "\u202f", "\u2009", "\u00a0", "'", "\u2019", "_"]),
    st.booleans(),
)
def test_grouped_digits_never_shrink(value, mark, whole):
    """Refused, or whole; only a point before a last digit but 0 is a decimal point."""
    text = f"{value:,}".replace(",", mark)
    found = read(text, whole)
    if isinstance(found, tuple):
        assert found[1].lstrip("0") == str(value)
    elif found != value:
        assert mark == "."
        assert not whole
        assert value < 10**6
        assert value % 10


@given(st.text(max_size=30), st.booleans())
def test_any_text_is_a_number_or_none(text, whole):
    found = read(text, whole)
    assert found is None or isinstance(found, int | float | tuple)


def test_signs_that_look_alike_are_one():
    assert normalized("\u20111\u202f000\u066b5\u200b") == "-1 000d5"
