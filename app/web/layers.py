"""How each layer learns, and which units learn no more."""

import numpy as np

from app.engine import Network, Workspace, layer_rms, unit_health
from app.training.course import Course
from app.training.history import History
from app.training.run import Run
from app.web.maps import float32
from app.web.payloads import LayersPayload, LayersSeriesPayload, UnitHealthPayload
from app.web.protocol import LAYERS_POINTS

MOST_EXAMPLES = 500  # of the training set, whose order is random, to judge units by


class Layers:
    """Looks at the layers of one course's network, with a network of its own."""

    def __init__(self, course: Course) -> None:
        network = course.trainer.network
        self._layout = network.layout
        self._activation = network.activation.name
        self._x = np.ascontiguousarray(course.problem.train.x[:, :MOST_EXAMPLES])
        self._network = Network(network.layout, network.activation, network.output)
        self._work = Workspace(self._network, self._x.shape[1])

    def payload(self, run: Run) -> LayersPayload:
        """Return the root mean squares of the update shown, and the idle units."""
        shown = run.shown
        delta, gradient = layer_rms(self._layout, shown.gradient)
        self._network.theta[:] = shown.theta
        return {
            "delta": delta.tolist(),
            "gradient": gradient.tolist(),
            "health": self._health(),
            "series": _series(run.course.history),
        }

    def _health(self) -> list[UnitHealthPayload]:
        with np.errstate(all="ignore"):
            self._work.forward(self._x)
        return [
            {"layer": layer, "unit": unit, "reason": reason}
            for layer, activations in enumerate(self._work.activations[1:-1], start=1)
            for unit, reason in enumerate(unit_health(self._activation, activations))
            if reason is not None
        ]


def _series(history: History) -> LayersSeriesPayload:
    """Return the curves of the epochs; 0 stands for what is not finite."""
    kept = history.signals.since(0, LAYERS_POINTS)
    return {
        "epoch": kept["epoch"],
        "delta": float32(np.array(kept["delta"], dtype=np.float64)),
        "gradient": float32(np.array(kept["gradient"], dtype=np.float64)),
    }
