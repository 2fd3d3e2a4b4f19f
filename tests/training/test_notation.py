"""Numbers as people read them, by the same rules as on the page."""

import json
import math
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.training.notation import apart, number, share
from tests import node

CASES = json.loads((node.ROOT / "tests" / "numerals.json").read_text("utf-8"))
FORMAT = (node.ROOT / "static" / "js" / "core" / "format.js").as_uri()
FINITE = st.floats(allow_nan=False, allow_infinity=False)
DIGITS = st.integers(1, 12)
WRITE = f"""
import {{ readFileSync }} from "node:fs";
import {{ formatNumber }} from "{FORMAT}";
const values = JSON.parse(readFileSync(process.argv[1], "utf8"));
const texts = values.map(([value, how]) => formatNumber(value, how));
console.log(JSON.stringify(texts));
"""


@pytest.mark.parametrize(("value", "how", "text"), CASES["numbers"])
def test_a_number_reads_as_in_the_table(
    value: float | None, how: dict[str, Any], text: str
) -> None:
    assert number(value, **how) == text


@pytest.mark.parametrize(("values", "texts"), CASES["apart"])
def test_compared_numbers_read_as_in_the_table(
    values: list[float | None], texts: list[str]
) -> None:
    assert apart(values) == texts


@given(FINITE, DIGITS)
def test_what_is_read_is_the_number_itself_to_so_many_digits(
    value: float, digits: int
) -> None:
    text = number(value, digits)
    assert re.fullmatch(r"−?\d+(\.\d+)?(e−?\d+)?", text)
    read = float(text.replace("−", "-"))
    if math.isfinite(read):  # the largest floats may be rounded up beyond them
        assert read == pytest.approx(value, rel=10.0 ** (1 - digits), abs=0)
    assert (text == "0") == (value == 0)


@given(st.floats(1e-300, 1e300), st.floats(1e-300, 1e300))
def test_numbers_that_differ_read_differently(one: float, other: float) -> None:
    first, second = apart([one, other])
    if abs(one - other) > 1e-11 * max(one, other):
        assert first != second
    if one == other:
        assert first == second


def test_what_is_no_number_is_said_to_be_missing() -> None:
    assert {number(value) for value in (math.nan, math.inf, -math.inf, None)} == {"–"}


def test_the_page_writes_every_number_in_the_same_way(tmp_path: Path) -> None:
    values = [
        (mantissa * 10.0**power, {"digits": digits, "trim": trim})
        for power in (-300, -20, -7, -5, -4, -3, -1, 0, 1, 3, 4, 5, 6, 20, 300)
        for mantissa in (1, -1.5, 2.345, 9.9995, 9.99949999, math.pi, -1 / 3, 0.125)
        for digits in (1, 3, 4, 6, 12)
        for trim in (False, True)
    ]
    file = tmp_path / "values.json"
    file.write_text(json.dumps(values))
    command = [node.find(), "--input-type=module", "-e", WRITE, str(file)]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert json.loads(run.stdout) == [number(value, **how) for value, how in values]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0.0 %"),
        (1.0, "100.0 %"),
        (0.8166, "81.7 %"),
        (0.9996, "99.96 %"),
        (0.0004, "0.04 %"),
        (None, "–"),
        (math.nan, "–"),
    ],
)
def test_a_share_is_all_or_nothing_only_where_it_is(
    value: float | None, text: str
) -> None:
    assert share(value) == text
