import pytest

from app.engine import Layout
from app.training.parameters import parameter_index
from app.web.messages import EdgeFocus, Focus, UnitFocus
from app.web.places import exists, parameter, place, place_at, require
from app.web.protocol import FocusKind, ProtocolError

LAYOUT = Layout((2, 3, 1))


def edge(layer: int, source: int, to: int) -> Focus:
    return EdgeFocus(FocusKind.EDGE, layer, source, to)


def bias(layer: int, unit: int) -> Focus:
    return UnitFocus(FocusKind.BIAS, layer, unit)


@pytest.mark.parametrize("focus", [edge(1, 1, 2), edge(2, 2, 0), bias(1, 2)])
def test_a_parameter_has_a_name_and_a_place_in_theta(focus: Focus) -> None:
    index = parameter_index(LAYOUT, parameter(focus))
    assert place_at(LAYOUT, index) == place(focus)
    assert exists(LAYOUT, focus)
    require(LAYOUT, focus)


def test_every_parameter_has_a_place_of_its_own() -> None:
    places = [tuple(place_at(LAYOUT, i).values()) for i in range(LAYOUT.size)]
    assert len(set(places)) == LAYOUT.size
    with pytest.raises(IndexError):
        place_at(LAYOUT, LAYOUT.size)


@pytest.mark.parametrize(
    ("focus", "field", "rule"),
    [
        (edge(3, 0, 0), "focus.layer", "1 to 2; received 3"),
        (edge(1, 2, 0), "focus.from", "0 to 1; received 2"),
        (edge(1, 0, 3), "focus.to", "0 to 2; received 3"),
        (bias(2, 1), "focus.unit", "0 to 0; received 1"),
    ],
)
def test_what_is_not_there_is_refused_by_name(
    focus: Focus, field: str, rule: str
) -> None:
    assert not exists(LAYOUT, focus)
    with pytest.raises(ProtocolError) as caught:
        require(LAYOUT, focus)
    assert (caught.value.code, caught.value.field) == ("range", field)
    assert rule in caught.value.message
