from dataclasses import dataclass
from typing import Annotated

import pytest

from app.web.checks import number, whole
from app.web.protocol import ProtocolError
from app.web.reader import parts, read


@dataclass(frozen=True)
class Message:
    """A message that no event has."""

    by: Annotated[int, whole(-1, 1)]
    far: Annotated[float, number(0.0, 2.0), "farFromHere"] = 1.0
    ready: int = 0


def test_fields_are_known_by_their_names_on_the_wire() -> None:
    assert {name: part.required for name, part in parts(Message).items()} == {
        "by": True,
        "farFromHere": False,
    }


def test_a_message_is_made_of_what_is_in_order() -> None:
    assert read(Message, {"by": 1, "farFromHere": 0.5}, "") == Message(1, 0.5)
    assert read(Message, {"by": -1}, "", ready=7) == Message(-1, 1.0, 7)


@pytest.mark.parametrize(
    ("payload", "field", "words"),
    [
        ([], "step", "step must be an object; received []"),
        ({}, "step.by", "step.by must be given"),
        ({"by": 2}, "step.by", "step.by must be a whole number from -1 to 1"),
        ({"by": 1, "far": 1}, "step.far", "a field must be one of by, farFromHere"),
        ({"by": 1, "ready": 1}, "step.ready", "a field must be one of by"),
    ],
)
def test_what_is_not_in_order_is_named(payload: object, field: str, words: str) -> None:
    with pytest.raises(ProtocolError) as error:
        read(Message, payload, "step")
    assert error.value.field == field
    assert words in error.value.message
