"""The gradient of live networks against central differences, while others train on."""

from collections.abc import Generator
from concurrent.futures import Future
from time import perf_counter
from typing import Any

import numpy as np

from app.engine import GradientChecker, Layout
from app.training.run import Run
from app.training.scheduler import Scheduler
from app.training.session import Session
from app.training.settings import Settings
from app.web.places import place_at
from app.web.protocol import ErrorCode, ProtocolError

Answer = dict[str, Any]


class Verification:
    """Checks gradients on the trainer thread, one of a session at a time."""

    def __init__(self, scheduler: Scheduler) -> None:
        self._scheduler = scheduler
        self._busy: set[str] = set()

    def begin(self, session: Session) -> Future[Answer]:
        """Begin to check the gradient of the next update, as it would be made now.

        Raises:
            ProtocolError: a check of this session is not done yet.
        """
        if session.id in self._busy:
            raise ProtocolError(
                ErrorCode.BUSY,
                None,
                "check must wait until the one before it is done; received another",
            )
        answer = self._scheduler.spawn(
            _pieces(*_checker(session.run), session.run.course.problem.layout),
            session.owner,
        )
        self._busy.add(session.id)
        answer.add_done_callback(lambda _: self._busy.discard(session.id))
        return answer


def _checker(run: Run) -> tuple[GradientChecker, Settings]:
    """Return the checker of the next update, which works on copies, and its settings.

    Where an earlier epoch is looked at, of the update that had come after it.
    """
    course, visit = run.course, run.visit
    network, settings = course.trainer.network, run.settings
    trace = course.peek()
    if visit is not None and visit.update < course.update:
        trace = course.trace_of(visit.update + 1) or trace
        network, settings = network.copy(), course.settings_at(visit.update + 1)
        network.theta[:] = trace.before
    checker = GradientChecker(network, trace.x, trace.t, settings.l2, trace.masks)
    return checker, settings


def _pieces(
    checker: GradientChecker, settings: Settings, layout: Layout
) -> Generator[object, None, Answer]:
    began = perf_counter()
    found = yield from checker.steps()
    return {
        "max_error": found.max_error,
        "worst": None if found.worst is None else place_at(layout, found.worst),
        "checked": int(np.count_nonzero(np.isfinite(found.error))),
        "kinks": int(np.count_nonzero(found.kinks)),
        "parameters": layout.size,
        "l1": settings.l1,
        "l2": settings.l2,
        "seconds": perf_counter() - began,
    }
