"""One update taken apart, as it travels: what the chain rule multiplied and added."""

from collections.abc import Sequence

import numpy as np

from app.engine import Array, Trace
from app.training.explain import error_with_update
from app.training.inspect import page_of
from app.training.problem import Problem
from app.training.run import Run
from app.training.states import State
from app.web.checks import refuse
from app.web.maps import float32
from app.web.payloads import TracePayload
from app.web.protocol import ErrorCode


class Rows:
    """Finds the data's row of a training example by its numbers, made once a problem.

    Of examples that are equal in everything it finds the first.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        columns = np.concatenate([problem.train.x, problem.train.t])
        self.of_training: list[int] = problem.split.train.tolist()
        self._rows: dict[bytes, int] = {
            column.tobytes(): row
            for column, row in zip(
                columns.T[::-1], reversed(self.of_training), strict=True
            )
        }

    def of(self, trace: Trace, example: int) -> int:
        """Return the data's row of an example of a batch."""
        column = np.concatenate([trace.x[:, example], trace.t[:, example]])
        return self._rows[column.tobytes()]


def traced(run: Run) -> Trace | None:
    """Return the update shown, taken apart; None where there is none.

    A run in full training has it only while updates are recorded: to make one again
    would hold up the others.
    """
    course = run.course
    if run.state is State.RUNNING and course.update:
        return course.trainer.last_trace()
    return run.trace()


def example_of(trace: Trace, wanted: int | None) -> int:
    """Return which example of the batch is shown: the wanted one, or the last."""
    return min(wanted or 0, len(trace.errors) - 1)


def trace_payload(
    run: Run, trace: Trace, wanted: int | None, rows: Rows
) -> TracePayload:
    """Return what one example of the traced batch has gone through."""
    example = example_of(trace, wanted)
    page = page_of(example)
    picked = None if run.traced_pick is None else rows.of_training[run.traced_pick]
    return {
        "update": run.traced_update,
        "examples": len(trace.errors),
        "example": example,
        "point": rows.of(trace, example) if picked is None else picked,
        "picked": picked,
        "first": page.start,
        "points": [rows.of(trace, i) for i in range(*page.indices(len(trace.errors)))],
        "errors": trace.errors[page].tolist(),
        "error_after": _error_after(run, trace, example),
        "x": trace.x[:-1, example].tolist(),
        "t": trace.t[:, example].tolist(),
        "output": trace.activations[-1][:, example].tolist(),
        "nets": _column(trace.nets, example),
        "activations": _column(trace.activations[1:], example),
        "deltas": _column(trace.deltas, example),
        "masks": _masks(trace, example),
    }


def _error_after(run: Run, trace: Trace, example: int) -> float | None:
    """Return the example's error after the update, where there is time to read it."""
    if run.state is State.RUNNING:
        return None
    return error_with_update(run.course.trainer.network, trace, example)


def training_example(run: Run, point: int | None) -> int | None:
    """Return the place in the training set of row `point` of the data.

    Raises:
        ProtocolError: there is no such row, or it is not in the training set.
    """
    if point is None:
        return None
    rows = run.course.problem.split.train
    found = np.flatnonzero(rows == point)
    if not len(found):
        raise refuse(
            ErrorCode.RANGE, "point", "the row of a training example in the data", point
        )
    return int(found[0])


def _column(layers: Sequence[Array], example: int) -> bytes:
    return float32(np.concatenate([layer[:, example] for layer in layers]))


def _masks(trace: Trace, example: int) -> bytes | None:
    """Return dropout's factors; the outputs, which are never dropped, have 1."""
    if trace.masks is None:
        return None
    outputs = np.ones_like(trace.t)
    return _column([*trace.masks, outputs], example)
