"""The error of each point, as a picture that frames carry now and then."""

import numpy as np

from app.engine import Array, Network, Workspace
from app.training.course import Course
from app.web.maps import float32
from app.web.payloads import PointsPayload

UNKNOWN = -1.0


class PointErrors:
    """Computes the points' errors with a network of its own, without dropout.

    Those of the test set only once it was opened.
    """

    def __init__(self, course: Course) -> None:
        self._course = course
        network, problem = course.trainer.network, course.problem
        split = problem.split
        self._network = Network(network.layout, network.activation, network.output)
        self._rows = problem.rows
        watched = np.concatenate([split.train, split.validation])
        self._parts = [(problem.watched, watched), (problem.test, split.test)]
        self._works = [
            Workspace(self._network, part.examples) for part, _ in self._parts
        ]

    def payload(self, theta: Array) -> PointsPayload:
        """Return each point's error with the weights theta (P,)."""
        self._network.theta[:] = theta
        errors = np.full(self._rows, UNKNOWN)
        known = self._parts if self._course.is_open else self._parts[:1]
        for (part, rows), work in zip(known, self._works, strict=False):
            if part.examples:
                with np.errstate(all="ignore"):
                    work.forward(part.x)
                    errors[rows] = work.errors(part.t)
        largest = float(errors.max())
        is_told = bool(np.isfinite(largest)) and largest >= 0
        return {"errors": float32(errors), "largest": largest if is_told else None}
