"""The phases of one update."""

import pytest

from app.training.walk import Phase, place


def test_two_layers_have_six_positions():
    places = [place(position, 2, 5) for position in range(6)]
    assert [(p.phase.value, p.layer) for p in places] == [
        ("update", None),
        ("forward", 1),
        ("forward", 2),
        ("error", 2),
        ("backward", 2),
        ("backward", 1),
    ]
    assert {p.positions for p in places} == {6}


def test_before_the_first_update_there_is_none_to_show():
    assert place(0, 3, 0).phase is Phase.REST


@pytest.mark.parametrize("position", [-1, 6])
def test_there_are_no_other_positions(position):
    with pytest.raises(IndexError, match="has 6 positions"):
        place(position, 2, 0)
