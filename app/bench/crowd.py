"""A class at once: all stop in one second; one browser that asks without end."""

import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

from app.bench.client import Client, new_browser
from app.bench.product import Server
from app.bench.report import Report, at_least, below
from app.web.protocol import ClientEvent

BROWSERS, GREEDY_PAGES = 30, 16
HORIZON = 600
FOLLOWED_SECONDS, PATIENT_SECONDS = 10.0, 120.0
WINDOW_SECONDS = 6.0
BETWEEN_CHANGES = 1 / 58
LONG = "?early_stopping=off&max_epochs=20000&examples=2000"


def run(
    report: Report,
    browsers: int = BROWSERS,
    greedy_pages: int = GREEDY_PAGES,
    seconds: float = WINDOW_SECONDS,
) -> None:
    """Measure with socket clients, each a browser of its own."""
    report.title(f"Crowd: {browsers} browsers on one server")
    try:
        import websocket  # noqa: F401  what the clients' websockets need
    except ImportError:
        report.missing("the crowd", "python-socketio[client] is not installed")
        return
    runs = str(max(greedy_pages, 8))
    with tempfile.TemporaryDirectory() as data:
        with Server(Path(data), MAX_RUNS_PER_BROWSER=runs) as server:
            _followed(report, server.url, browsers)
        with Server(Path(data), MAX_RUNS_PER_BROWSER=runs) as server:
            _shares(report, server.url, browsers, greedy_pages, seconds)


@contextmanager
def crowd(url: str, query: str, count: int, cookie: str = "") -> Iterator[list[Client]]:
    """Have `count` pages open with a run of `query` each."""
    with ExitStack() as stack:
        yield [stack.enter_context(Client(url, query, cookie)) for _ in range(count)]


def _followed(report: Report, url: str, browsers: int) -> None:
    """Measure until everybody knows what would have followed after the stop."""
    with crowd(url, "", browsers) as pages:
        for page in pages:
            page.do(ClientEvent.PLAY)
        for page in pages:
            page.wait(lambda seen: seen.state == "stopped", PATIENT_SECONDS)
        began, took = perf_counter(), []
        for page in pages:
            page.do(ClientEvent.GHOST, horizon=HORIZON)
        for page in pages:
            seen = page.wait(lambda seen: seen.followed, PATIENT_SECONDS)
            took.append(seen.at - began)
    report.line(
        "all stop: what would have followed is known, median", median(took), "s"
    )
    report.line("the last one", max(took), "s", below(FOLLOWED_SECONDS))


def _shares(
    report: Report, url: str, browsers: int, greedy_pages: int, seconds: float
) -> None:
    """Measure what one browser with many pages that change without end gets."""
    with crowd(url, LONG, browsers) as pages:
        for page in pages:
            page.do(ClientEvent.PLAY)
        alone = sum(_updates(pages, seconds))
        with crowd(url, LONG, greedy_pages, new_browser(url)) as greedy:
            for page in greedy:
                page.do(ClientEvent.PLAY)
            stop = threading.Event()
            threads = [
                threading.Thread(target=_change, args=(page, stop)) for page in greedy
            ]
            for thread in threads:
                thread.start()
            beside = _updates(pages, seconds)
            stop.set()
            for thread in threads:
                thread.join()
    report.line("one browser's 16 pages leave the others", sum(beside) / alone, "",
                at_least(0.8))  # fmt: skip
    report.line(
        "slowest of the others / their median", min(beside) / median(beside), ""
    )


def _updates(pages: list[Client], seconds: float) -> list[float]:
    """Return how many updates a second each page's run made."""
    before = [page.frames[-1] for page in pages]
    sleep(seconds)
    after = [page.frames[-1] for page in pages]
    pairs = zip(before, after, strict=True)
    return [(b.update - a.update) / max(b.at - a.at, 1e-9) for a, b in pairs]


def _change(page: Client, stop: threading.Event) -> None:
    """Change the learning rate again and again, as a script would."""
    number = 0
    while not stop.wait(BETWEEN_CHANGES):
        number += 1
        try:
            page.do(ClientEvent.SET, settings={"learning_rate": 0.1 + number % 2 / 100})
        except RuntimeError:  # it asks too often
            continue
