"""What a small change of one weight does to the error, and what was predicted."""

from dataclasses import dataclass

import numpy as np

from app.engine import ACTIVATIONS, Array, Network, Penalty, Trace
from app.training.fields import Number
from app.training.parameters import LARGEST_PARAMETER, parameter_index
from app.training.problem import Problem
from app.training.settings import Settings

_BY = Number(-LARGEST_PARAMETER, LARGEST_PARAMETER)


@dataclass(frozen=True)
class Nudge:
    """The error of a batch that the gradient is of, before and after a nudge.

    That is the mean error and the L2 penalty. L1, of the strength `l1`, has no part in
    either: it acts on the weights by its threshold, after the optimizer's step.
    `change` is what came of the nudge, `predicted` the change to expect to first order:
    gradient times nudge.
    """

    error_before: float
    error_after: float
    change: float
    predicted: float
    l1: float


def nudge(
    trace: Trace, problem: Problem, settings: Settings, parameter: str, by: object
) -> Nudge:
    """Return what happens where `parameter` of the traced update grows by `by`.

    On the batch of the trace, with the weights before its update, the masks frozen.

    Raises:
        SettingsError: there is no such parameter, or `by` is no finite number.
    """
    index = parameter_index(trace.layout, parameter)
    step: float = _BY.check("by", by) or 0.0
    network = Network(problem.layout, ACTIVATIONS[settings.activation], problem.output)
    network.theta[:] = trace.before
    before = _error(network, trace, settings)
    network.theta[index] += step
    after = _error(network, trace, settings)
    predicted = float(trace.gradient[index]) * step
    return Nudge(before, after, after - before, predicted, settings.l1)


def _error(network: Network, trace: Trace, settings: Settings) -> float:
    work = network.workspace(trace.x.shape[1])
    with np.errstate(all="ignore"):
        work.forward(trace.x, trace.masks)
        errors: Array = work.errors(trace.t)
        penalty = Penalty(trace.layout).value(network.theta, 0.0, settings.l2)
        return float(errors.mean()) + penalty
