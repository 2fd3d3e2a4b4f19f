"""What the network makes of one point, told to who asks."""

from collections.abc import Generator
from concurrent.futures import Future
from dataclasses import asdict
from typing import Any

from app.training.examining import Glance, examining, glance
from app.training.problem import REMOVED, TEST, Problem
from app.training.run import Run
from app.training.scheduler import Scheduler
from app.training.session import Session
from app.web.checks import refuse
from app.web.protocol import ErrorCode, ProtocolError

Answer = dict[str, Any]


class Examination:
    """Examines points with the weights shown, one of a session at a time.

    With the units it is work, done piece by piece while others train on.
    """

    def __init__(self, scheduler: Scheduler) -> None:
        self._scheduler = scheduler
        self._busy: set[str] = set()

    def begin(
        self, session: Session, point: int, with_units: bool
    ) -> Answer | Future[Answer]:
        """Examine row `point` of the data as the network is now.

        Raises:
            ProtocolError: there is no such point, or it belongs to the sealed test
                set; or units are asked for while an examination is not done yet.
        """
        problem = session.run.shown_problem
        _check(session.run, problem, point)
        if not with_units:
            return _answer(glance(session.run, problem, point))
        if session.id in self._busy:
            raise ProtocolError(
                ErrorCode.BUSY,
                None,
                "examine must wait until the one before it is done; received another",
            )
        answer = self._scheduler.spawn(
            _pieces(session.run, problem, point), session.owner
        )
        self._busy.add(session.id)
        answer.add_done_callback(lambda _: self._busy.discard(session.id))
        return answer


def _check(run: Run, problem: Problem, point: int) -> None:
    if point >= problem.rows or problem.sets[point] == REMOVED:
        raise refuse(ErrorCode.RANGE, "point", "the row of a point in the data", point)
    if problem.sets[point] == TEST and not run.course.is_open:
        raise refuse(
            ErrorCode.RANGE, "point", "no point of a test set that is sealed", point
        )


def _answer(seen: Glance) -> Answer:
    return {
        "point": seen.point,
        "update": seen.update,
        "output": seen.output.tolist(),
        "error": seen.error,
    }


def _pieces(run: Run, problem: Problem, point: int) -> Generator[object, None, Answer]:
    found = yield from examining(run, problem, point)
    return _answer(found) | {
        "x": found.x.tolist(),
        "units": [asdict(unit) | {"holds": holds} for unit, holds in found.units],
    }
