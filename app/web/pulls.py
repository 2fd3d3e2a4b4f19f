"""The two pulls on the weights: the data error's gradient and the penalty's part."""

import numpy as np

from app.engine import pulls
from app.training.run import Run
from app.training.states import State
from app.web.learning_payloads import PullsPayload
from app.web.maps import float32


def pulls_payload(run: Run) -> PullsPayload | None:
    """Return both pulls in the update that led to the weights shown.

    Before the first update both are 0, as the gradient is. None for a run in full
    training whose updates are not recorded yet, and for one that failed.
    """
    course = run.course
    layout, update = course.problem.layout, run.shown_update
    data = penalty = np.zeros(layout.size)
    if run.state is State.FAILED:
        return None
    if update:
        is_running = run.state is State.RUNNING
        trainer = course.trainer
        trace = trainer.last_trace() if is_running else course.trace_of(update)
        if trace is None:
            return None
        data, penalty = trace.data_gradient, trace.pull
    found = pulls(layout, data, penalty)
    return {
        "update": update,
        "data": float32(data[layout.wire_order]),
        "penalty": float32(penalty[layout.wire_order]),
        "data_rms": found.data.tolist(),
        "penalty_rms": found.penalty.tolist(),
        "count": found.count,
        "against": found.against,
    }
