import math
from typing import Any

import pytest

from app.web.checks import (
    Check,
    choice,
    direction,
    flag,
    listing,
    mapping,
    number,
    optional,
    text,
    whole,
)
from app.web.protocol import ProtocolError, Unit

WORD = text("[a-z]+", 5, "a short word")


@pytest.mark.parametrize(
    ("check", "value", "result"),
    [
        (flag, True, True),
        (whole(0, 5), 5, 5),
        (whole(0, 5), 3.0, 3),
        (direction, 1, 1),
        (direction, -1.0, -1),
        (number(0, 1), 1, 1.0),
        (number(0, 1), 0.25, 0.25),
        (WORD, "abc", "abc"),
        (choice(Unit), "epoch", Unit.EPOCH),
        (optional(flag), None, None),
        (mapping, {"a": 1}, {"a": 1}),
        (listing(flag, 1, 2, "flags"), [True], (True,)),
    ],
)
def test_what_fits_is_returned(check: Check, value: Any, result: Any) -> None:
    got = check("field", value)
    assert got == result
    assert type(got) is type(result)


@pytest.mark.parametrize(
    ("check", "value", "code"),
    [
        (flag, 1, "type"),
        (flag, None, "type"),
        (whole(0, 5), True, "type"),
        (whole(0, 5), 2.5, "type"),
        (whole(0, 5), "3", "type"),
        (whole(0, 5), math.nan, "type"),
        (whole(0, 5), math.inf, "type"),
        (whole(0, 5), 6, "range"),
        (whole(0, 5), -1, "range"),
        (direction, 0, "choice"),
        (direction, 2, "choice"),
        (direction, True, "choice"),
        (direction, "1", "choice"),
        (direction, [1], "choice"),
        (direction, math.nan, "choice"),
        (number(0, 1), True, "type"),
        (number(0, 1), "1", "type"),
        (number(0, 1), math.nan, "range"),
        (number(0, math.inf), math.inf, "range"),
        (number(0, 1), 10**400, "range"),
        (WORD, 5, "type"),
        (WORD, b"abc", "type"),
        (WORD, "", "range"),
        (WORD, "abc\n", "range"),
        (WORD, "abcdef", "range"),
        (choice(Unit), "mile", "choice"),
        (choice(Unit), ["epoch"], "choice"),
        (mapping, [], "type"),
        (mapping, {1: 1}, "type"),
        (listing(flag, 1, 2, "flags"), "ab", "type"),
        (listing(flag, 1, 2, "flags"), [], "range"),
        (listing(flag, 1, 2, "flags"), [True] * 3, "range"),
        (listing(flag, 1, 2, "flags"), [1], "type"),
    ],
)
def test_what_does_not_fit_names_field_rule_and_value(
    check: Check, value: Any, code: str
) -> None:
    with pytest.raises(ProtocolError) as caught:
        check("field", value)
    assert (caught.value.code, caught.value.field) == (code, "field")
    assert caught.value.message.startswith("field must be ")
    assert "; received " in caught.value.message
