"""How much memory a full class takes, all with the largest runs and every pane open."""

import tempfile
from pathlib import Path
from time import sleep

from app.bench.client import Client
from app.bench.crowd import crowd
from app.bench.memory import resident
from app.bench.product import Server
from app.bench.report import Report, below
from app.config import Config
from app.web.protocol import ClientEvent

PAGES = 100
SECONDS = 20.0
LARGEST = (
    "?hidden_layers=32,32,32,32,32&examples=2000&batch_size=0"
    "&early_stopping=off&max_epochs=20000"
)
PANES = ("maps", "output", "inspect", "layers", "norms", "pulls", "health", "points")


def run(report: Report, pages: int = PAGES, seconds: float = SECONDS) -> None:
    """Measure the server's process while all train, and once all were paused."""
    report.title(f"Memory: {pages} runs of 5 x 32, 2,000 examples, all panes")
    try:
        import websocket  # noqa: F401  what the clients' websockets need
    except ImportError:
        report.missing("the memory", "python-socketio[client] is not installed")
        return
    limit = Config().memory_mb
    with tempfile.TemporaryDirectory() as data, Server(Path(data)) as server:
        pid = server.process.pid
        try:
            empty = resident(pid)
        except NotImplementedError as error:
            report.missing("the memory", str(error))
            return
        with crowd(server.url, LARGEST, pages) as visitors:
            peak = _peak(pid, visitors, seconds)
    report.line("the server without runs", empty, "MB")
    report.line("the most while all train, and hold still", peak, "MB",
                below(limit))  # fmt: skip


def _peak(pid: int, visitors: list[Client], seconds: float) -> float:
    """Return the most MB of the process while all train, then stand still."""
    peak = 0.0
    for event in (ClientEvent.PLAY, ClientEvent.PAUSE):
        for visitor in visitors:
            visitor.do(ClientEvent.VIEW, **dict.fromkeys(PANES, True))
            visitor.do(event)
            peak = max(peak, resident(pid))
        for _ in range(round(seconds)):
            sleep(1.0)
            peak = max(peak, resident(pid))
    return peak
