"""Looking inside: the inspector while a run trains, steps, and the gradient check."""

import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.bench import verifying
from app.bench.page import BETWEEN_SECONDS, Shape, frames
from app.bench.product import Server
from app.bench.report import Report, below
from app.bench.tab import (
    DEEP,
    ENDLESS,
    HEIGHT,
    WIDTH,
    NotMeasurableError,
    browser,
    probed,
    tab,
    train_at_full_speed,
)
from app.bench.timing import percentile

if TYPE_CHECKING:
    from playwright.sync_api import Page

Where = Mapping[str, str | int]

# Where on the page something of the network's picture lies.
PLACE = """(wanted) => {
    const plot = document.querySelector("#network .js-plotly-plot");
    const box = plot.getBoundingClientRect();
    for (const { x, y, customdata = [] } of plot.data) {
        const at = customdata.findIndex((each) => each && Object.entries(wanted)
            .every(([key, value]) => each[key] === value));
        if (at >= 0) return [box.x + x[at], box.y + y[at]];
    }
    throw new Error(`not in the picture: ${JSON.stringify(wanted)}`);
}"""
EDGE: Where = {"kind": "edge", "layer": 3, "from": 2, "to": 5}
UNIT: Where = {"kind": "unit", "layer": 3, "unit": 2}
DEFAULT_EDGE: Where = {"kind": "edge", "layer": 2, "from": 2, "to": 5}
STEP = below(100)


@dataclass(frozen=True)
class Effort:
    """How long to look: seconds of frames, steps of each kind, gradient checks."""

    seconds: float = 6.0
    steps: int = 40
    checks: int = 5


def run(report: Report, effort: Effort = Effort()) -> None:
    """Measure all three on a server of their own each."""
    report.title(f"Inside: Chromium, {WIDTH} x {HEIGHT}, Chain rule open, full speed")
    try:
        with (
            tempfile.TemporaryDirectory() as data,
            Server(Path(data)) as server,
            browser() as started,
        ):
            for name, where in (("edge", EDGE), ("unit", UNIT)):
                with tab(started, server.url + DEEP) as page:
                    _inspected(report, page, name, where, effort.seconds)
            report.title("Inside: from a key to the painted frame that shows the step")
            for name, path, pinned in (
                ("2-8-8-1", ENDLESS, DEFAULT_EDGE),
                ("7-8-8-8-8-8-8-1", DEEP, EDGE),
            ):
                with tab(started, server.url + path) as page:
                    _steps(report, page, name, pinned, effort.steps)
    except NotMeasurableError as error:
        report.missing("looking inside a page", str(error))
    verifying.run(report, effort.checks)


def pin(page: "Page", where: Where) -> None:
    """Click an edge or a unit in the picture; its chain rule opens below."""
    page.mouse.click(*page.evaluate(PLACE, where))
    page.mouse.move(2, 2)
    page.locator(".inspector math").first.wait_for()


def _inspected(
    report: Report, page: "Page", name: str, where: Where, seconds: float
) -> None:
    train_at_full_speed(page)
    pin(page, where)
    page.wait_for_timeout(500)  # what opens once is not a frame's work
    shape = Shape(f"7-8-8-8-8-8-8-1, {name} pinned", DEEP, below(33))
    frames(report, page, shape, seconds)


def _steps(
    report: Report,
    page: "Page",
    name: str,
    pinned: Where,
    steps: int,
) -> None:
    """Step on and back by the arrows with the chain rule open, then by phases."""
    pin(page, pinned)
    _timed(report, page, f"{name}: an update on", "ArrowRight", steps)
    _timed(report, page, f"{name}: an update back", "ArrowLeft", steps)
    tabs = page.locator("#network .below-tabs")
    tabs.get_by_role("button", name="Phases", exact=True).click()
    page.get_by_role("button", name="Next phase").focus()
    _timed(report, page, f"{name}: a phase on", "Enter", steps)


def _timed(report: Report, page: "Page", name: str, key: str, steps: int) -> None:
    page.evaluate("benchProbe.latencies.length = 0")
    for number in range(steps):
        page.evaluate("benchProbe.timeStep()")
        page.keyboard.press(key)
        page.wait_for_function(f"benchProbe.latencies.length > {number}")
        time.sleep(BETWEEN_SECONDS)
    times = probed(page, "latencies")
    report.line(f"{name}, p50", percentile(times, 50), "ms")
    report.line(f"{name}, p95", percentile(times, 95), "ms", STEP)
