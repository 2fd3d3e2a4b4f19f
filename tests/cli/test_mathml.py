import xml.etree.ElementTree as ET

import pytest

from app.cli.mathml import (
    digits,
    factor,
    indexed,
    joint,
    letter,
    math,
    number,
    tag,
    terms,
    text_number,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.6, "0.6"),
        (-0.01097681234, "−0.0109768"),
        (-0.0, "0"),
        (1234567.0, "1.23457e6"),
    ],
)
def test_numbers_have_six_digits(value: float, text: str) -> None:
    assert digits(value) == text


def test_small_and_large_numbers_are_powers_of_ten() -> None:
    assert str(text_number(-1.5e-7)) == "−1.5·10<sup>−7</sup>"
    assert str(text_number(1234567.0)) == "1.23457·10<sup>6</sup>"


def test_a_formula_is_well_formed() -> None:
    formula = math(indexed("w", 2, 1, "j"), number(-1.5e-7), factor(-2.0))
    root = ET.fromstring(str(formula))
    assert "".join(root.itertext()) == "w1,j(2)−1.5·10−7(−2)"


def test_layer_0_is_the_input() -> None:
    assert "<mi>x</mi>" in indexed("a", 0, 1)


def test_text_is_escaped() -> None:
    assert str(tag("mi", "<")) == "<mi>&lt;</mi>"


def test_of_a_long_sum_the_first_and_the_last_terms_are_shown() -> None:
    assert len(terms(letter(str(i)) for i in range(8))) == 8
    long = terms(letter(str(i)) for i in range(32))
    assert len(long) == 8
    assert "…" in long[-2]
    assert "31" in long[-1]


def test_an_operator_that_begins_a_piece_stands_between_two_operands() -> None:
    assert joint("−") == '<mo form="infix">−</mo>'
    [_, second] = terms([number(1), number(2)])
    assert second == '<mrow><mo form="infix">+</mo><mn>2</mn></mrow>'
