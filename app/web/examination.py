"""What the network makes of one point, and what each unit does there."""

import math
from collections.abc import Generator
from concurrent.futures import Future
from dataclasses import asdict
from typing import Any

import numpy as np

from app.engine import Network, Silenced, Silencer, holding
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
            return _looked_at(session.run, problem, point)
        if session.id in self._busy:
            raise ProtocolError(
                ErrorCode.BUSY,
                None,
                "examine must wait until the one before it is done; received another",
            )
        answer = self._scheduler.spawn(_pieces(session.run, problem, point))
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


def _network(run: Run) -> Network:
    """Return a network of its own with the weights shown."""
    network = run.course.trainer.network.copy()
    network.theta[:] = run.shown_theta
    return network


def _looked_at(run: Run, problem: Problem, point: int) -> Answer:
    work = _network(run).workspace(1)
    column = slice(point, point + 1)
    with np.errstate(all="ignore"):
        output = work.forward(np.ascontiguousarray(problem.x[:, column]))
        error = work.errors(np.ascontiguousarray(problem.t[:, column]))
    return {
        "point": point,
        "update": run.shown_update,
        "output": output[:, 0].tolist(),
        "error": float(error[0]),
    }


def _pieces(run: Run, problem: Problem, point: int) -> Generator[object, None, Answer]:
    update, column = run.shown_update, slice(point, point + 1)
    found = np.flatnonzero(problem.split.train == point)
    silencer = Silencer(
        _network(run),
        (problem.train.x, problem.train.t),
        (problem.x[:, column], problem.t[:, column]),
        int(found[0]) if len(found) else None,
    )
    yield None
    yield from silencer.pieces()
    units = sorted(
        zip(silencer.units, holding(silencer.units), strict=True),
        key=lambda each: (each[1], _worth(each[0])),
        reverse=True,
    )
    return {
        "point": point,
        "update": update,
        "output": silencer.output.tolist(),
        "error": silencer.error,
        "x": problem.x[:-1, point].tolist(),
        "units": [asdict(unit) | {"holds": holds} for unit, holds in units],
    }


def _worth(unit: Silenced) -> float:
    """Return what a unit is worth to the point more than to the others."""
    worth = unit.own - (0.0 if math.isnan(unit.others) else unit.others)
    return -math.inf if math.isnan(worth) else worth
