"""Steps back that take long: in pieces, one at a time, given up if the run is gone."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

import pytest

from app.training.course import Course
from app.training.errors import MoveError
from app.training.session import Session
from app.web.protocol import ProtocolError
from app.web.rewinding import Rewinding
from tests.web.sessions import session
from tests.web.test_verification import Hand

HEAVY: dict[str, Any] = {"hidden_layers": [32] * 5, "examples": 2000, "batch_size": 0}


class Page:
    """A session and its steps back; `shown` are the updates that were shown."""

    def __init__(self, **given: Any) -> None:
        self.hand = Hand()
        self.shown: list[int] = []
        self.hand.after_slice = lambda s: self.shown.append(s.run.course.update)
        self.rewinding = Rewinding(self.hand)
        self.session: Session = session(**HEAVY | given)
        self.session.play()
        self.session.run.advance(24)
        self.session.pause()
        moments = self.session.run.course._moments
        moments.forget_after(0)

    @property
    def update(self) -> int:
        return self.session.run.course.update

    def back(self) -> Any:
        def work() -> dict[str, Any]:
            self.session.back("update")
            return {"update": self.update}

        return self.rewinding.do(self.session, lambda run: run.nearing("update"), work)


def test_a_quick_step_back_is_done_at_once() -> None:
    page = Page()
    page.session.play()
    page.session.run.advance(5)
    page.session.pause()
    update = page.update
    assert page.back() == {"update": update - 1}


def test_a_long_one_is_done_in_pieces_and_then_shown() -> None:
    page = Page()
    update = page.update
    answer = page.back()
    assert isinstance(answer, Future)
    for _ in range(3):
        page.hand.jobs.work()
        assert page.update == update
    page.hand.finish()
    assert answer.result(0) == {"update": update - 1}
    assert page.shown == [update - 1]


def test_a_session_has_one_long_step_back_at_a_time() -> None:
    page, other = Page(), Page()
    update = page.update
    answer = page.back()
    with pytest.raises(ProtocolError, match="until the one before it is") as caught:
        page.back()
    assert caught.value.code == "busy"
    other.rewinding = page.rewinding
    other.back()
    page.hand.finish()
    assert answer.result(0) == {"update": update - 1}
    assert page.back() == {"update": update - 2}


def test_a_step_back_that_was_given_up_keeps_nobody_waiting() -> None:
    page = Page()
    answer = page.back()
    page.hand.jobs.cancel_all()
    assert answer.cancelled()
    assert isinstance(page.back(), Future)


def test_a_run_that_went_on_in_between_is_not_taken_back() -> None:
    page = Page()
    answer = page.back()
    page.hand.jobs.work()
    page.session.play()
    page.hand.finish()
    with pytest.raises(MoveError, match="pause it first"):
        answer.result(0)


EDITS: dict[str, Callable[[Session], Any]] = {
    "setting": lambda made: made.set({"learning_rate": 0.01}),
    "weight": lambda made: made.assign({"b[1][0]": 0.5}),
    "pick": lambda made: made.pick(3),
    "training": lambda made: (made.play(), made.run.advance(9), made.pause()),
}


@pytest.mark.parametrize("edit", EDITS)
def test_what_is_changed_in_between_keeps_every_piece_short(
    edit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []
    update_once = Course._update
    monkeypatch.setattr(
        Course, "_update", lambda course: (made.append(1), update_once(course))
    )
    page = Page()
    answer = page.back()
    for _ in range(5):
        page.hand.jobs.work()
    EDITS[edit](page.session)
    update = page.update
    while page.hand.jobs:
        made.clear()
        page.hand.jobs.work()
        assert len(made) <= 1
    assert answer.result(0) == {"update": update - 1}


@pytest.mark.parametrize("pieces", [0, 1, 5])
def test_a_step_back_of_a_run_that_was_replaced_is_given_up_at_once(
    pieces: int,
) -> None:
    page = Page()
    answer = page.back()
    for _ in range(pieces):
        page.hand.jobs.work()
    page.session.reset()
    page.hand.jobs.work()
    with pytest.raises(ProtocolError, match="given up"):
        answer.result(0)
    assert page.update == 0
    assert not page.hand.jobs


def test_a_run_that_cannot_go_back_says_so_at_once() -> None:
    page = Page()
    page.session.play()
    with pytest.raises(MoveError, match="pause it first"):
        page.back()
    assert not page.hand.jobs
