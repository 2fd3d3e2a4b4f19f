"""How much work an update is: an estimate without a clock, the same wherever it runs.

Counted in nanoseconds of one ordinary processor of 2020, found by measuring networks
of 1 to 5,000 parameters with batches of 1 to 1,600. Nothing that is trained depends on
it: it only decides how far apart snapshots lie.
"""

from app.training.problem import Problem
from app.training.settings import Settings

# One update: its calls, and more of them for each layer.
CALLS, LAYER_CALLS = 5_000, 2_000
# Of each example: a parameter's multiplications forward and twice backward, and a
# unit's activation with its derivative; where errors are only measured, less.
PARAMETER, UNIT = 0.1, 6.0
MEASURE_CALLS, MEASURED_PARAMETER, MEASURED_UNIT = 25_000, 0.03, 2.4
DROPPED_UNIT = 8.0  # to draw whether a unit stays, and to apply that
OPTIMIZED = 1.5  # a parameter's update, whatever the batch


def work_of_update(problem: Problem, settings: Settings) -> int:
    """Return the work of one update, with its share of what an epoch's end takes."""
    layout, examples = problem.layout, problem.train.examples
    parameters, units = layout.size, sum(layout.sizes[1:])
    updates = -(-examples // (settings.batch_size or examples))
    update = CALLS + LAYER_CALLS * len(layout.shapes) + OPTIMIZED * parameters
    example = PARAMETER * parameters + UNIT * units
    if settings.dropout:
        example += DROPPED_UNIT * (units - layout.sizes[-1])
    measured = MEASURED_PARAMETER * parameters + MEASURED_UNIT * units
    epoch = MEASURE_CALLS + problem.watched.examples * measured
    return max(1, round(update + (examples * example + epoch) / updates))


class WorkClock:
    """Counts work by updates; what one of them takes can change on the way.

    Attributes:
        of_update: the work of one update from now on.
    """

    def __init__(self, of_update: int) -> None:
        self.of_update = of_update
        self._work = self._update = 0

    def at(self, update: int) -> int:
        """Return all work up to `update`, which is not before the last `set`."""
        return self._work + (update - self._update) * self.of_update

    def set(self, update: int, work: int, of_update: int) -> None:
        """Go on from an update with the work done up to it."""
        self._update, self._work, self.of_update = update, work, of_update

    def updates(self, work: int) -> int:
        """Return how many updates, at least one, take about this much work."""
        return max(1, work // self.of_update)
