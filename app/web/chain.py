"""The chain rule of what a learner looks at, and what a nudge does to the error."""

from dataclasses import asdict
from typing import Any

from app.engine import Trace
from app.training import inspect
from app.training.nudging import nudge
from app.training.run import Run
from app.training.states import State
from app.web.inspection import example_of, traced
from app.web.messages import EdgeFocus, Focus
from app.web.places import parameter
from app.web.protocol import ErrorCode, FocusKind, ProtocolError


def chain(run: Run, trace: Trace, focus: Focus, wanted: int | None) -> dict[str, Any]:
    """Return the products and sums of an edge, a unit or a bias that is there.

    Of an edge or a bias what `inspect.Parameter` says, of a unit `inspect.Unit`.
    """
    example = example_of(trace, wanted)
    settings = run.traced_settings
    found: inspect.Parameter | inspect.Unit
    if isinstance(focus, EdgeFocus):
        ends = (focus.layer, focus.source, focus.to)
        found = inspect.edge(trace, settings, *ends, example)
    elif focus.kind is FocusKind.BIAS:
        found = inspect.bias(trace, settings, focus.layer, focus.unit, example)
    else:
        found = inspect.unit(trace, settings, focus.layer, focus.unit, example)
    return asdict(found)


def nudged(run: Run, focus: Focus, by: float) -> dict[str, Any]:
    """Return the error of the batch looked at before and after a nudge, and predicted.

    `update` is the number of the update whose batch it is.

    Of a run in full training, where nobody looks, the next batch.

    Raises:
        ProtocolError: the run has no update that could be looked at.
    """
    trace, settings, update = traced(run), run.traced_settings, run.traced_update
    if trace is None and run.state is State.RUNNING:
        trace, settings = run.course.peek(), run.settings
        update = run.course.update + 1
    if trace is None:
        raise ProtocolError(
            ErrorCode.STATE,
            None,
            f"nudge needs a run with an update to look at; this one is {run.state}: "
            "reset to continue",
        )
    problem = run.course.problem
    found = nudge(trace, problem, settings, parameter(focus), by)
    return asdict(found) | {"update": update}
