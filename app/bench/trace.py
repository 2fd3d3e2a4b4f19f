"""What Chromium's own trace says of the page's main thread."""

import json
from bisect import bisect_left
from dataclasses import dataclass
from typing import Any

CATEGORIES = [
    "-*",
    "devtools.timeline",
    "disabled-by-default-devtools.timeline",
    "toplevel",
]
TASK = "RunTask"
FRAME = "FireAnimationFrame"


@dataclass(frozen=True)
class FrameWork:
    """Milliseconds the main thread was at work for one animation frame.

    All tasks since the frame before: messages, scripts, style, layout, paint, garbage
    collection. `busy` is by the clock, `processor` without waiting for other threads
    and programs.
    """

    busy: float
    processor: float


def frame_works(trace: bytes) -> list[FrameWork]:
    """Return the work for each animation frame of the page, the first and last out."""
    events = json.loads(trace)["traceEvents"]
    if not any(event["name"] == FRAME for event in events):
        return []
    thread = _main_thread(events)
    events = [e for e in events if (e["pid"], e["tid"]) == thread and "dur" in e]
    tasks = sorted((e for e in events if e["name"] == TASK), key=_start)
    frames = sorted(_start(e) for e in events if e["name"] == FRAME)
    works, busy, processor = [], 0.0, 0.0
    for task in tasks:
        busy += task["dur"]
        processor += task.get("tdur", task["dur"])
        if _holds(task, frames):
            works.append(FrameWork(busy / 1e3, processor / 1e3))
            busy = processor = 0.0
    return works[1:-1]


def _main_thread(events: list[dict[str, Any]]) -> tuple[int, int]:
    """Return the (process, thread) that draws: the one with animation frames."""
    counts: dict[tuple[int, int], int] = {}
    for event in events:
        if event["name"] == FRAME:
            thread = (event["pid"], event["tid"])
            counts[thread] = counts.get(thread, 0) + 1
    return max(counts, key=lambda thread: counts[thread])


def _holds(task: dict[str, Any], frames: list[float]) -> bool:
    """Tell whether an animation frame was drawn in the task."""
    first = bisect_left(frames, _start(task))
    return first < len(frames) and frames[first] < _start(task) + task["dur"]


def _start(event: dict[str, Any]) -> float:
    start: float = event["ts"]
    return start
