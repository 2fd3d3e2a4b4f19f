"""The error of each point, by the weights of a given moment."""

import numpy as np

from app.engine import Array, Network
from app.training.course import Course
from app.training.problem import Problem

UNKNOWN = -1.0  # no error is below 0


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

    def of(self, theta: Array) -> Array:
        """Return each point's error (n,) with the weights theta (P,), or UNKNOWN."""
        self._network.theta[:] = theta
        errors = np.full(self._rows, UNKNOWN)
        known = [self._watched, self._test] if self._course.is_open else [self._watched]
        for part, rows in known:
            if part.examples:
                work = self._network.workspace(part.examples)
                with np.errstate(all="ignore"):
                    work.forward(part.x)
                    errors[rows] = work.errors(part.t)
        return errors
