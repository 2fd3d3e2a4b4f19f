from contextlib import suppress
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.web.messages import (
    MESSAGES,
    UNSET,
    Assign,
    Back,
    Drawn,
    EdgeFocus,
    Empty,
    Hello,
    Nudge,
    Pick,
    Probe,
    Recover,
    Speed,
    Step,
    UnitFocus,
    View,
    Walk,
    parse,
    read_recover,
)
from app.web.protocol import ClientEvent, FocusKind, ProtocolError, Unit
from app.web.reader import parts

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.integers(), inner),
    max_leaves=10,
)


def payload(message: Any) -> dict[str, Any]:
    """The payload that reads as `message`: the way back, for messages without parts."""
    known = parts(type(message))
    return {name: getattr(message, part.attribute) for name, part in known.items()}


@pytest.mark.parametrize(
    ("event", "message"),
    [
        ("play", Empty()),
        ("step", Step(Unit.EPOCH)),
        ("back", Back(Unit.UPDATE)),
        ("walk", Walk(-1)),
        ("pick", Pick(12)),
        ("pick", Pick(None)),
        ("speed", Speed(12.5)),
        ("speed", Speed(None)),
        ("probe", Probe((1.0, -2.0))),
        ("drawn", Drawn(7)),
        ("hello", Hello("tab-1", "?a=b", "run_1", None)),
    ],
)
def test_a_message_reads_back_as_it_was(event: str, message: Any) -> None:
    assert parse(event, (payload(message),)) == message


def test_every_event_has_its_message() -> None:
    assert set(MESSAGES) == set(ClientEvent)


def test_a_payload_may_be_left_out_where_nothing_is_needed() -> None:
    assert parse("play", ()) == Empty()
    assert parse("hello", ({"tab": "a"},)) == Hello("a", "", None, None)


def test_a_view_changes_only_what_it_names() -> None:
    view = parse("view", ({"maps": True, "focus": None},))
    assert view == View(True, UNSET, None)


def test_a_focus_is_an_edge_a_unit_or_a_bias() -> None:
    edge = {"kind": "edge", "layer": 1, "from": 0, "to": 2}
    bias = {"kind": "bias", "layer": 2, "unit": 1}
    assert parse("view", ({"focus": edge},)).focus == EdgeFocus(FocusKind.EDGE, 1, 0, 2)
    assert parse("view", ({"focus": bias},)).focus == UnitFocus(FocusKind.BIAS, 2, 1)


def test_a_parameter_is_a_weight_or_a_bias() -> None:
    edge = {"kind": "edge", "layer": 1, "from": 0, "to": 2}
    bias = {"kind": "bias", "layer": 2, "unit": 1}
    assigned = parse("assign", ({"focus": edge, "value": -3},))
    assert assigned == Assign(EdgeFocus(FocusKind.EDGE, 1, 0, 2), -3.0)
    nudged = parse("nudge", ({"focus": bias, "by": 0.5},))
    assert nudged == Nudge(UnitFocus(FocusKind.BIAS, 2, 1), 0.5)
    with pytest.raises(ProtocolError, match=r"focus\.kind must be one of edge, bias"):
        parse("assign", ({"focus": bias | {"kind": "unit"}, "value": 0},))


def test_a_memory_of_a_run_is_read_with_what_the_page_was_told() -> None:
    change = {"update": 3, "set": {"l2": 0.1}}
    recover = read_recover({"settings": {}, "changes": [change], "update": 9})
    assert isinstance(recover, Recover)
    assert recover.update == 9


@settings(max_examples=60)
@given(event=st.sampled_from(list(ClientEvent)), data=JSON)
def test_whatever_comes_is_a_message_or_one_kind_of_error(
    event: ClientEvent, data: Any
) -> None:
    with suppress(ProtocolError):
        assert isinstance(parse(event, (data,)), MESSAGES[event])


@settings(max_examples=30)
@given(event=st.text(), data=JSON)
def test_whatever_event_comes_is_known_or_refused(event: str, data: Any) -> None:
    assume(event not in set(ClientEvent))
    with pytest.raises(ProtocolError, match="an event must be one of"):
        parse(event, (data,))


def test_messages_cannot_be_changed() -> None:
    for message in set(MESSAGES.values()):
        assert message.__dataclass_params__.frozen
        assert {f.name for f in fields(message)} == {
            part.attribute for part in parts(message).values()
        }
