"""The phases of one update, a step each: forward, error, backward, update.

With L layers there are 2 L + 2 positions: 0 lies between two updates, 1 ... L go
forward through the layers, L + 1 measures the error, and L + 2 ... 2 L + 1 go backward,
from the last layer to the first. One more step makes the update and leads to 0 again.
"""

from dataclasses import dataclass
from enum import StrEnum


class Phase(StrEnum):
    """What is looked at; the names travel to the page."""

    REST = "rest"
    FORWARD = "forward"
    ERROR = "error"
    BACKWARD = "backward"
    UPDATE = "update"


@dataclass(frozen=True)
class Place:
    """Where in the walk through an update one stands.

    Attributes:
        position: from 0 to positions - 1. phase: which phase that is.
        layer: the layer at work, counted from 1; None at rest and at the update.
        positions: how many positions there are.
    """

    position: int
    phase: Phase
    layer: int | None
    positions: int


def place(position: int, layers: int, update: int) -> Place:
    """Return what `position` means with L = `layers`, after `update` updates.

    Position 0 shows the update just made; before the first one there is none.

    Raises:
        IndexError: there is no such position.
    """
    positions = 2 * layers + 2
    if not 0 <= position < positions:
        raise IndexError(f"a walk has {positions} positions, and no {position}")
    if position == 0:
        return Place(0, Phase.UPDATE if update else Phase.REST, None, positions)
    if position <= layers:
        return Place(position, Phase.FORWARD, position, positions)
    if position == layers + 1:
        return Place(position, Phase.ERROR, layers, positions)
    return Place(position, Phase.BACKWARD, positions - position, positions)
