"""Which units learn no more, and why."""

import numpy as np
from numpy.typing import NDArray

from app.engine import Array, Network, Workspace, twins, unit_health
from app.training.course import Course
from app.training.problem import Problem
from app.web.learning_payloads import HealthPayload, UnitHealthPayload

EXAMPLES_JUDGED = 500  # of the training set, whose order is random, to judge units by


class Judge:
    """Judges the units of one course's network, with a network of its own.

    Over training examples, without dropout.
    """

    def __init__(self, course: Course, problem: Problem | None = None) -> None:
        network, train = course.trainer.network, (problem or course.problem).train
        self._activation = network.activation.name
        self._x = np.ascontiguousarray(train.x[:, :EXAMPLES_JUDGED])
        self._network = Network(network.layout, network.activation, network.output)
        self._work = Workspace(self._network, self._x.shape[1])

    def payload(self, theta: Array) -> HealthPayload:
        """Return the units that learn no more with the weights theta (P,)."""
        self._network.theta[:] = theta
        with np.errstate(all="ignore"):
            self._work.forward(self._x)
        units: list[UnitHealthPayload] = []
        for layer, others in enumerate(twins(self._network.layout, theta), start=1):
            units += self._layer(layer, others)
        return {"examples": self._work.columns, "units": units}

    def _layer(self, layer: int, others: list[int]) -> list[UnitHealthPayload]:
        activations = self._work.activations[layer]
        found: list[UnitHealthPayload] = [
            {
                "layer": layer,
                "unit": unit,
                "reason": reason,
                "others": 0,
                "stuck": False,
            }
            for unit, reason in enumerate(unit_health(self._activation, activations))
            if reason is not None
        ]
        if not any(others):
            return found
        stuck = self._stuck(layer, activations)
        return found + [
            {
                "layer": layer,
                "unit": unit,
                "reason": "symmetric",
                "others": count,
                "stuck": bool(stuck[unit]),
            }
            for unit, count in enumerate(others)
            if count
        ]

    def _stuck(self, layer: int, activations: Array) -> NDArray[np.bool_]:
        """Tell of each unit whether all of it is 0, and so each of its gradients.

        The gradient of a weight out of it is its output times a delta; that of a weight
        into it goes through the weights out of it.
        """
        into, out_of = self._network.layout.views(self._network.theta)[layer - 1 :][:2]
        used = (into.any(axis=1), out_of[:, :-1].any(axis=0), activations.any(axis=1))
        stuck: NDArray[np.bool_] = ~np.any(used, axis=0)
        return stuck
