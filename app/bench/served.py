"""The served run against the bare trainer, and from slider to first frame."""

import tempfile
import time
from pathlib import Path
from statistics import median
from time import perf_counter

from app.bench.client import Client, Seen
from app.bench.product import Server
from app.bench.report import Report, at_least
from app.bench.timing import percentile
from app.training.course import Course
from app.training.validation import resolve
from app.web.protocol import ClientEvent

ROUNDS = 12
WINDOW_SECONDS = 0.5
SETTLE_SECONDS = 0.1
CHANGES = 80
BETWEEN_SECONDS = 0.08  # below the server's limit of commands a second
UPDATES_AT_ONCE = 500
ENDLESS = {"early_stopping": False, "max_epochs": 20_000}
QUERY = "?early_stopping=off&max_epochs=20000"
LONG_QUERY = f"{QUERY}&examples=2000"  # lasts for all the changes


def run(report: Report, rounds: int = ROUNDS, changes: int = CHANGES) -> None:
    """Measure with one socket client at full speed."""
    report.title("Server: one client, full speed, 2-8-8-1")
    try:
        import websocket  # noqa: F401  what the client's websockets need
    except ImportError:
        report.missing("the served run", "python-socketio[client] is not installed")
        return
    with tempfile.TemporaryDirectory() as data, Server(Path(data)) as server:
        _rates(report, server.url, rounds)
        _latency(report, server.url, changes)


def _rates(report: Report, url: str, rounds: int) -> None:
    bare, plain, pictures = [], [], []
    with Client(url, QUERY) as client:
        for _ in range(rounds):
            bare.append(bare_rate())
            plain.append(served_rate(client, False))
            pictures.append(served_rate(client, True))
    report.note(f"bare trainer: {median(bare):,.0f} updates a second")
    for name, rates, bar in (
        ("served / bare, network and curves", plain, at_least(0.7)),
        ("served / bare, all maps shown, too", pictures, at_least(0.7)),
    ):
        ratios = [a / b for a, b in zip(rates, bare, strict=True)]
        report.line(name, median(ratios), "", bar)


def bare_rate() -> float:
    """Return the updates a second of the trainer in this process."""
    course = Course(resolve(ENDLESS))
    course.advance(UPDATES_AT_ONCE)
    start, updates = perf_counter(), course.update
    while perf_counter() - start < WINDOW_SECONDS and course.stop is None:
        course.advance(UPDATES_AT_ONCE)
    return (course.update - updates) / (perf_counter() - start)


def served_rate(client: Client, pictures: bool) -> float:
    """Return the updates a second of the server's run, from the frames that come."""
    client.do(ClientEvent.RESET)
    client.do(ClientEvent.VIEW, maps=pictures, output=pictures)
    client.do(ClientEvent.PLAY)
    time.sleep(SETTLE_SECONDS)
    client.frames.clear()
    time.sleep(WINDOW_SECONDS)
    frames = [seen for seen in list(client.frames) if seen.state == "running"]
    client.do(ClientEvent.PAUSE)
    first, last = frames[0], frames[-1]
    return (last.update - first.update) / (last.at - first.at)


def _latency(report: Report, url: str, changes: int) -> None:
    with Client(url, LONG_QUERY) as client:
        client.do(ClientEvent.VIEW, maps=True, output=True)
        client.do(ClientEvent.PLAY)
        client.wait(lambda seen: seen.update > 0)
        took = []
        for number in range(changes):
            took.append(change_seconds(client, 0.1 + 0.001 * number) * 1e3)
            time.sleep(BETWEEN_SECONDS)
    for share in (50, 95):
        name = f"slider to the first frame computed with it, p{share}"
        report.line(name, percentile(took, share), "ms")


def change_seconds(client: Client, learning_rate: float) -> float:
    """Return the time from a new learning rate to the first frame that used it."""
    client.frames.clear()
    client.applied = 0  # until its own change is told
    start = perf_counter()
    client.do(ClientEvent.SET, settings={"learning_rate": learning_rate})

    def used(seen: Seen) -> bool:
        return client.applied > 0 and seen.update >= client.applied

    return client.wait(used).at - start
