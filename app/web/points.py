"""The error of each point, as a picture that frames carry now and then."""

import numpy as np

from app.engine import Array, Network
from app.training.course import Course
from app.training.problem import Problem
from app.web.maps import float32
from app.web.payloads import PointsPayload

UNKNOWN = -1.0


class PointErrors:
    """Computes the points' errors with a network of its own, without dropout.

    Those of the test set only once it was opened.
    """

    def __init__(self, course: Course, problem: Problem | None = None) -> None:
        self._course = course
        network, problem = course.trainer.network, problem or course.problem
        split = problem.split
        self._network = Network(network.layout, network.activation, network.output)
        self._rows = problem.rows
        watched = np.concatenate([split.train, split.validation])
        self._watched = (problem.watched, watched)
        self._test = (problem.test, split.test)

    def payload(self, theta: Array) -> PointsPayload:
        """Return each point's error with the weights theta (P,)."""
        self._network.theta[:] = theta
        errors = np.full(self._rows, UNKNOWN)
        known = [self._watched, self._test] if self._course.is_open else [self._watched]
        for part, rows in known:
            if part.examples:
                work = self._network.workspace(part.examples)
                with np.errstate(all="ignore"):
                    work.forward(part.x)
                    errors[rows] = work.errors(part.t)
        largest = float(errors.max())
        is_told = bool(np.isfinite(largest)) and largest >= 0
        return {"errors": float32(errors), "largest": largest if is_told else None}
