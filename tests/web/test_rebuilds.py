"""How often one browser may have new networks built."""

from pathlib import Path

import pytest

from app.training.budget import PROGRAM_BYTES
from app.training.manager import BusyError, Manager, Quotas
from app.training.owners import stranger
from app.training.scheduler import Scheduler
from app.training.validation import resolve
from app.web.protocol import ProtocolError
from app.web.rebuilds import MOST_BROWSERS, REBUILDS_AT_ONCE, Rebuilds
from tests.web.client import Client, visit
from tests.web.inside import inside


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def limits(clock: Clock) -> Rebuilds:
    return Rebuilds(Manager(Scheduler()), clock)


def test_a_browser_has_its_share_and_others_theirs() -> None:
    clock = Clock()
    rebuilds = limits(clock)
    for _ in range(int(REBUILDS_AT_ONCE)):
        rebuilds.take("ann")
    with pytest.raises(ProtocolError, match="too many new networks"):
        rebuilds.take("ann")
    rebuilds.take("bob")
    clock.now = 1.0
    rebuilds.take("ann")


def test_a_dragged_slider_is_never_refused() -> None:
    clock = Clock()
    rebuilds = limits(clock)
    for _ in range(400):
        clock.now += 0.025  # as often as the page sends
        rebuilds.take("ann")


def test_browsers_are_not_remembered_without_end() -> None:
    rebuilds = limits(Clock())
    for number in range(2 * MOST_BROWSERS):
        rebuilds.take(str(number))
    assert len(rebuilds._buckets) == MOST_BROWSERS


def test_all_without_a_cookie_are_one_browser() -> None:
    rebuilds = limits(Clock())
    for _ in range(int(REBUILDS_AT_ONCE)):
        rebuilds.take(stranger())
    with pytest.raises(ProtocolError, match="too many new networks"):
        rebuilds.take(stranger())


def test_a_network_for_which_there_is_no_memory_is_refused() -> None:
    quotas = Quotas(memory=PROGRAM_BYTES + 3_000_000)
    manager = Manager(Scheduler(), quotas)
    rebuilds = Rebuilds(manager, Clock())
    session, _ = manager.join("ann", "tab", resolve({}))
    rebuilds.admit(session, session.run.settings)
    assert list(rebuilds._buckets) == ["ann"]
    large = resolve({"hidden_layers": [32] * 5, "examples": 2000})
    with pytest.raises(BusyError, match="fewer examples"):
        rebuilds.admit(session, large)


def test_a_branch_needs_memory_and_going_on_from_now_does_not(tmp_path: Path) -> None:
    with inside(tmp_path) as server, Client(server.url, visit(server.url)) as page:
        page.hello()
        for _ in range(2):
            since = len(page.messages)
            page.do("step", unit="epoch")
            last = page.frame(lambda f: f["state"] == "paused", since)
        budget = server.playground.manager.budget
        budget.limit = 0
        for event in ("branch", "resume"):
            assert page.refused(event, {"epoch": 1})["code"] == "busy"
        assert page.refused("reset", {})["code"] == "busy"
        since = len(page.messages)
        page.do("resume", epoch=2)
        frame = page.frame(lambda f: f["state"] == "running", since)
        assert frame["generation"] == last["generation"]
