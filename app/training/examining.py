"""What the network makes of one point, and what each unit does there."""

import math
from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from app.engine import Array, Network, Silenced, Silencer, holding
from app.training.problem import Problem
from app.training.run import Run


@dataclass(frozen=True)
class Glance:
    """What the weights shown make of the point in row `point` of the data.

    Attributes:
        update: the update that had led to the weights. output: what comes out (n_L,).
        error: the point's error.
    """

    point: int
    update: int
    output: Array
    error: float


@dataclass(frozen=True)
class Examined(Glance):
    """The same, with the inputs x (n_0,) and what each hidden unit does there.

    `units` are in order of what they are worth to the point more than to the others,
    those first that hold on to it; each with whether it does.
    """

    x: Array
    units: tuple[tuple[Silenced, bool], ...]


def glance(run: Run, problem: Problem, point: int) -> Glance:
    """Return what the weights shown make of one point, at once."""
    work = _network(run).workspace(1)
    column = slice(point, point + 1)
    with np.errstate(all="ignore"):
        output = work.forward(np.ascontiguousarray(problem.x[:, column]))
        error = work.errors(np.ascontiguousarray(problem.t[:, column]))
    return Glance(point, run.shown_update, output[:, 0].copy(), float(error[0]))


def examining(
    run: Run, problem: Problem, point: int
) -> Generator[object, None, Examined]:
    """Find what each unit does at one point, piece by piece while others train on.

    It is about the weights that are shown when the first piece is done.
    """
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
    x = problem.x[:-1, point]
    return Examined(point, update, silencer.output, silencer.error, x, tuple(units))


def _network(run: Run) -> Network:
    """Return a network of its own with the weights shown."""
    network = run.course.trainer.network.copy()
    network.theta[:] = run.shown_theta
    return network


def _worth(unit: Silenced) -> float:
    """Return what a unit is worth to the point more than to the others."""
    worth = unit.own - (0.0 if math.isnan(unit.others) else unit.others)
    return -math.inf if math.isnan(worth) else worth
