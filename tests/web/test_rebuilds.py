"""How often one browser may have new networks built."""

import pytest

from app.web.protocol import ProtocolError
from app.web.rebuilds import MOST_BROWSERS, REBUILDS_AT_ONCE, Rebuilds


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_browser_has_its_share_and_others_theirs() -> None:
    clock = Clock()
    rebuilds = Rebuilds(clock)
    for _ in range(int(REBUILDS_AT_ONCE)):
        rebuilds.take("ann")
    with pytest.raises(ProtocolError, match="too many new networks"):
        rebuilds.take("ann")
    rebuilds.take("bob")
    clock.now = 1.0
    rebuilds.take("ann")


def test_a_dragged_slider_is_never_refused() -> None:
    clock = Clock()
    rebuilds = Rebuilds(clock)
    for _ in range(400):
        clock.now += 0.025  # as often as the page sends
        rebuilds.take("ann")


def test_browsers_are_not_remembered_without_end() -> None:
    rebuilds = Rebuilds(Clock())
    for number in range(2 * MOST_BROWSERS):
        rebuilds.take(str(number))
    assert len(rebuilds._buckets) == MOST_BROWSERS
