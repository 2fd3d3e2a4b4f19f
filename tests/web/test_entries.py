"""What people type that is no setting."""

import pytest

from app.web.entries import EPOCH, HORIZON, WEIGHT
from app.web.protocol import ProtocolError


@pytest.mark.parametrize(
    ("check", "typed", "value"),
    [
        (WEIGHT, "\u22120,5", -0.5),
        (WEIGHT, "1e-3", 0.001),
        (WEIGHT, 2, 2.0),
        (HORIZON, "1,000", 1000),
        (HORIZON, 600.0, 600),
        (EPOCH, "0", 0),
    ],
)
def test_what_is_typed_is_read_like_a_setting(check, typed, value):
    assert check("name", typed) == value


@pytest.mark.parametrize(
    ("check", "typed", "words"),
    [
        (
            WEIGHT,
            "abc",
            "Value: a number from \u22121000000 to 1000000, for example 0.5",
        ),
        (WEIGHT, "1,234", "Value: write 1.234 or 1234 instead of 1,234"),
        (HORIZON, "0", "Epoch: a whole number from 1 to 20000, for example 600"),
        (EPOCH, None, "Epoch: a whole number from 0 to 20000, for example 10"),
    ],
)
def test_what_cannot_be_read_is_told_as_the_page_calls_it(check, typed, words):
    with pytest.raises(ProtocolError) as caught:
        check("name", typed)
    assert caught.value.words == words
    assert caught.value.message.startswith("name must be ")
