"""Ten minutes at full speed: what server and tab hold more at the end."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.bench.memory import MEGA, resident
from app.bench.product import Server
from app.bench.report import Report, below
from app.bench.tab import (
    ENDLESS,
    NotMeasurableError,
    browser,
    probed,
    tab,
    train_at_full_speed,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

MINUTES = 10
WARM_SECONDS = 20.0  # until caches are filled and code is compiled
BAR = below(20)  # MB


def run(report: Report, minutes: float = MINUTES) -> None:
    """Train at full speed, anew whenever `max_epochs` is reached."""
    report.title(
        f"Memory: {minutes:g} minutes at full speed, MB: server, tab, its heap"
    )
    try:
        with (
            tempfile.TemporaryDirectory() as data,
            Server(Path(data)) as server,
            browser() as started,
            tab(started, server.url + ENDLESS) as page,
        ):
            _watch(report, Gauge(server, started, page), minutes)
    except (NotMeasurableError, NotImplementedError) as error:
        report.missing("memory", str(error))


class Gauge:
    """Reads the memory of the server, the tab's process and its JavaScript heap."""

    def __init__(self, server: Server, started: "Browser", page: "Page") -> None:
        self.page = page
        self._server = server
        self._tab = page.context.new_cdp_session(page)
        self._tab.send("Performance.enable")
        processes = started.new_browser_cdp_session().send("SystemInfo.getProcessInfo")
        renderers = [p["id"] for p in processes["processInfo"] if _is_page(p)]
        self._pid = max(renderers, key=resident)

    def read(self) -> tuple[float, float, float]:
        """Return MB of server, tab and heap, each after a garbage collection."""
        self._tab.send("HeapProfiler.collectGarbage")
        metrics = self._tab.send("Performance.getMetrics")["metrics"]
        heap = next(m["value"] for m in metrics if m["name"] == "JSHeapUsedSize")
        return (
            resident(self._server.process.pid),
            resident(self._pid),
            heap / MEGA,
        )


def _is_page(process: dict[str, Any]) -> bool:
    return bool(process["type"] == "renderer")


def _watch(report: Report, gauge: Gauge, minutes: float) -> None:
    train_at_full_speed(gauge.page)
    gauge.page.wait_for_timeout(WARM_SECONDS * 1e3)
    readings = [gauge.read()]
    for minute in range(round(minutes)):
        _note(report, minute, readings[-1])
        gauge.page.wait_for_timeout(60_000)
        readings.append(gauge.read())
    _note(report, round(minutes), readings[-1])
    ends = zip(readings[0], readings[-1], strict=True)
    added = [after - before for before, after in ends]
    report.note(f"{probed(gauge.page, 'restarts')} runs began anew")
    report.line("added to the server", added[0], "MB", BAR)
    report.line("added to the tab", added[1], "MB", BAR)
    report.line("added to the tab's JavaScript heap", added[2], "MB", BAR)


def _note(report: Report, minute: int, reading: tuple[float, float, float]) -> None:
    shown = "  ".join(f"{value:7.1f}" for value in reading)
    report.note(f"minute {minute:2}: {shown}")
