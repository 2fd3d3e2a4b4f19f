import enum
from typing import Any

import msgpack
import numpy as np
import pytest

from app.web.clean import clean


class Color(enum.StrEnum):
    RED = "red"


@pytest.mark.parametrize(
    ("value", "result"),
    [
        (float("nan"), None),
        (float("inf"), None),
        (-float("inf"), None),
        (1.5, 1.5),
        (0, 0),
        (True, True),
        (None, None),
        ("text", "text"),
        (b"\x00", b"\x00"),
        (np.float64(1.5), 1.5),
        (np.float32(0.5), 0.5),
        (np.float64("nan"), None),
        (np.float32("inf"), None),
        (np.int64(3), 3),
        (np.bool_(True), True),
        (np.array([1.0, np.nan]), [1.0, None]),
        (Color.RED, "red"),
        ((1, [np.int8(2), {"a": float("nan")}]), [1, [2, {"a": None}]]),
    ],
)
def test_what_travels_is_plain_and_finite(value: Any, result: Any) -> None:
    got = clean(value)
    assert got == result
    assert type(got) is type(result)
    msgpack.packb(got)


def test_what_cannot_travel_raises_here() -> None:
    for value in (object(), {1, 2}, 1j):
        with pytest.raises(TypeError, match="a message cannot hold"):
            clean({"a": [value]})
