import json
from typing import Any

from app.bench.trace import FRAME, TASK, FrameWork, frame_works

MAIN, OTHER = 1, 2


def event(name: str, start: float, took: float, thread: int = MAIN) -> dict[str, Any]:
    """An event of the trace, in microseconds, half of it at work."""
    times = {"ts": start, "dur": took, "tdur": took / 2}
    return {"name": name, "ph": "X", "pid": 9, "tid": thread} | times


def test_a_frame_has_all_tasks_since_the_one_before() -> None:
    events = []
    for start in (0, 100_000, 200_000, 300_000):
        events += [
            event(TASK, start, 1_000),
            event(TASK, start + 2_000, 10_000),
            event(FRAME, start + 3_000, 8_000),
            event(TASK, start, 50_000, OTHER),
        ]
    trace = json.dumps({"traceEvents": events}).encode()
    assert frame_works(trace) == [FrameWork(11.0, 5.5), FrameWork(11.0, 5.5)]


def test_a_trace_without_a_frame_has_no_work() -> None:
    trace = json.dumps({"traceEvents": [event(TASK, 0, 1_000)]}).encode()
    assert frame_works(trace) == []
