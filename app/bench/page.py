"""The page in Chromium: work per frame, slider to paint, and how soon it answers."""

import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.bench.product import Server
from app.bench.report import Bar, Report, below
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
from app.bench.trace import CATEGORIES, FrameWork, frame_works

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

BETWEEN_SECONDS = 0.12  # below the server's limit of commands a second
TRIES = 10  # a busy machine may draw nothing in a short time
RATE = "input[type=range][id$=learning_rate]"


@dataclass(frozen=True)
class Shape:
    """A network to look at while it trains, and the bar for the work per frame."""

    name: str
    path: str
    work: Bar


SHAPES = (
    Shape("2-8-8-1", ENDLESS, below(16.7)),
    Shape("7-8-8-8-8-8-8-1", DEEP, below(33)),
)


@dataclass(frozen=True)
class Effort:
    """How long to look: pages opened, seconds of frames, moves of the slider."""

    openings: int = 9
    seconds: float = 6.0
    moves: int = 60


DEFAULT = Effort()


def run(report: Report, effort: Effort = Effort()) -> None:
    """Measure all three; the server trains at full speed on the same machine."""
    report.title(f"Page: Chromium, {WIDTH} x {HEIGHT}, full speed")
    try:
        with (
            tempfile.TemporaryDirectory() as data,
            Server(Path(data)) as server,
            browser() as started,
        ):
            _opening(report, started, server.url, effort.openings)
            for shape in SHAPES:
                _work(report, started, server.url, shape, effort.seconds)
                _slider(report, started, server.url, shape, effort.moves)
    except NotMeasurableError as error:
        report.missing("the page", str(error))


def _opening(report: Report, started: "Browser", url: str, openings: int) -> None:
    """From opening, nothing cached, to a drawn network and controls that answer."""
    times = []
    for _ in range(openings):
        with tab(started, url) as page:
            times.append(probed(page, "ready") / 1e3)
    report.line("interactive after opening, median", percentile(times, 50), "s")
    report.line("interactive after opening, slowest", max(times), "s", below(1.5))


def _work(
    report: Report, started: "Browser", url: str, shape: Shape, seconds: float
) -> None:
    with tab(started, url + shape.path) as page:
        train_at_full_speed(page)
        frames(report, page, shape, seconds)


def frames(report: Report, page: "Page", shape: Shape, seconds: float) -> None:
    """Report the work of each frame of a page that trains."""
    started = page.context.browser
    assert started is not None
    works: list[FrameWork] = []
    for _ in range(TRIES):
        started.start_tracing(page=page, categories=CATEGORIES)
        page.wait_for_timeout(seconds * 1e3)
        if works := frame_works(started.stop_tracing()):
            break
    else:
        raise NotMeasurableError(f"no frame in {TRIES * seconds:g} s")
    busy = [each.busy for each in works]
    processor = [each.processor for each in works]
    name = f"{shape.name}: main thread per frame"
    report.line(f"{shape.name}: frames a second", len(works) / seconds, "")
    report.line(f"{name}, p50", percentile(busy, 50), "ms")
    report.line(f"{name}, p95", percentile(busy, 95), "ms", shape.work)
    text = f"{name}, processor time, p95"
    report.line(text, percentile(processor, 95), "ms", shape.work)


def _slider(
    report: Report, started: "Browser", url: str, shape: Shape, moves: int
) -> None:
    """From a key on the learning rate's slider to the painted frame that used it."""
    with tab(started, url + shape.path) as page:
        train_at_full_speed(page)
        slider = page.locator(RATE)
        slider.focus()
        for number in range(moves):
            page.evaluate("benchProbe.time()")
            slider.press("ArrowLeft" if number % 2 else "ArrowRight")
            time.sleep(BETWEEN_SECONDS)
        page.wait_for_function("benchProbe.latencies.length > 0")
        page.wait_for_timeout(500)
        times = probed(page, "latencies")
    name = f"{shape.name}: slider to paint"
    report.line(f"{name}, p50", percentile(times, 50), "ms", below(50))
    report.line(f"{name}, p95", percentile(times, 95), "ms", below(100))
    if len(times) < moves:
        report.note(f"{moves - len(times)} of {moves} moves met a run that began anew")
