"""How long the largest network's gradient check takes, and what others notice of it."""

import tempfile
import time
from itertools import pairwise
from pathlib import Path
from statistics import median
from time import perf_counter

from app.bench.client import Client, Seen
from app.bench.product import Server
from app.bench.report import Report, below
from app.web.protocol import ClientEvent

LARGEST = (
    "?dataset=circle&examples=500&batch_size=100&early_stopping=off"
    "&hidden_layers=32,32,32,32,32"
    "&inputs=x1,x2,x1_squared,x2_squared,x1_x2,sin_x1,sin_x2"
)
OTHER = "?early_stopping=off&max_epochs=20000&examples=2000"
BEFORE_SECONDS = 1.0


def run(report: Report, checks: int) -> None:
    """Check on an idle server; then while another visitor's run is at full speed."""
    report.title("Inside: gradient check of the largest network, batches of 100")
    try:
        import websocket  # noqa: F401  what the client's websockets need
    except ImportError:
        reason = "python-socketio[client] is not installed"
        report.missing("the gradient check", reason)
        return
    with (
        tempfile.TemporaryDirectory() as data,
        Server(Path(data)) as server,
        Client(server.url, LARGEST) as client,
    ):
        alone = [_check_seconds(client) for _ in range(checks)]
        parameters = client.do(ClientEvent.CHECK)["parameters"]
        report.note(f"{parameters:,} parameters")
        report.line("idle server, median", median(alone), "s", below(2))
        with Client(server.url, OTHER) as other:
            _beside(report, client, other, checks)


def _check_seconds(client: Client) -> float:
    start = perf_counter()
    client.do(ClientEvent.CHECK)
    return perf_counter() - start


def _beside(report: Report, client: Client, other: Client, checks: int) -> None:
    """Check while `other` trains; report its frames."""
    other.do(ClientEvent.PLAY)
    other.wait(lambda seen: seen.update > 0)
    took, gaps, rates = [], [], []
    for _ in range(checks):
        other.frames.clear()
        time.sleep(BEFORE_SECONDS)
        before = list(other.frames)
        other.frames.clear()
        took.append(_check_seconds(client))
        during = [before[-1], *other.frames]
        gaps.append(1e3 * max(b.at - a.at for a, b in pairwise(during)))
        rates.append(_rate(during) / _rate(before))
    report.line("beside a run at full speed, median", median(took), "s")
    report.line("that run's longest gap between frames", max(gaps), "ms", below(100))
    report.line("its updates a second, of those before", median(rates), "")


def _rate(frames: list[Seen]) -> float:
    first, last = frames[0], frames[-1]
    return (last.update - first.update) / (last.at - first.at)
