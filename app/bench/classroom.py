"""A class at its worst: all reload at once, and some sockets and requests never end."""

import os
import random
import socket
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path
from time import perf_counter
from urllib.parse import urlsplit

from app.bench.learner import Learner, RefusedError, knock, sign_of_life
from app.bench.product import Server
from app.bench.report import Report, below

LEARNERS = 200
RELOAD_SECONDS = 2.0  # in which all of them reload
HANDSHAKES = 600
SILENT = 270
HALF_SENT = 800
DRIPS, DRIP_SECONDS = 50, 5.0
CROWD, DESCRIPTORS = 300, 256
LONGEST_SECONDS = 40.0  # that anything here is waited for
BEGUN = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "


def run(report: Report, scale: float = 1.0, patient: bool = True) -> None:
    """Measure with `scale` times as many of everything.

    `patient`: wait as well until the server ends what does not end by itself.
    """
    report.title("Class: reloads, silent sockets, half-sent requests")
    try:
        import websocket  # noqa: F401  what the learners' sockets need
    except ImportError:
        report.missing("the class", "python-socketio[client] is not installed")
        return

    def scaled(count: int) -> int:
        return max(2, round(scale * count))

    with tempfile.TemporaryDirectory() as data, Server(Path(data)) as server:
        _reloads(report, server.url, scaled(LEARNERS))
        _handshakes(report, server.url, scaled(HANDSHAKES))
        if patient:
            _silence(report, server.url, scaled(SILENT))
            _half_sent(report, server, scaled(HALF_SENT))
            _drips(report, server, scaled(DRIPS))
    _descriptors(report, scaled(CROWD))


def _reloads(report: Report, url: str, count: int) -> None:
    learners = [Learner(url) for _ in range(count)]
    with ThreadPoolExecutor(count) as pool:
        list(pool.map(Learner.come, learners))
        refused = sum(learner.refused for learner in learners)
        took = list(pool.map(_reload, learners))
        report.line(f"{count} learners come at once, handshakes refused", refused, "")
        again = sum(learner.refused for learner in learners) - refused
        name = f"{count} learners reload within {RELOAD_SECONDS:g} s"
        report.line(f"{name}, handshakes refused", again, "", below(1))
        report.line(f"{name}, the slowest is back after", max(took), "s", below(3))
        for learner in learners:
            learner.leave()


def _reload(learner: Learner) -> float:
    time.sleep(random.uniform(0, RELOAD_SECONDS))
    began = perf_counter()
    learner.leave()
    learner.come()
    return perf_counter() - began


def _handshakes(report: Report, url: str, count: int) -> None:
    """One browser opens and closes sockets without end; others want to come in."""
    restless, refused = Learner(url), 0
    for number in range(count):
        try:
            knock(url, restless.cookie).close(timeout=0)
        except RefusedError:
            refused += 1
        if number % 20 == 0:
            other = Learner(url)
            other.come()
            refused += other.refused
            other.leave()
    name = f"{count} sockets opened and closed by one browser, refused"
    report.line(name, refused, "", below(1))


def _silence(report: Report, url: str, count: int) -> None:
    with ExitStack() as stack:
        silent: list[socket.socket] = []
        for _ in range(count):
            try:
                one = knock(url, Learner(url).cookie)
            except RefusedError:
                continue
            assert one.sock is not None
            silent.append(stack.enter_context(one.sock))
        began = perf_counter()
        learner = Learner(url)
        learner.come()
        name = f"beside {count} sockets that never say hello, refused"
        report.line(name, learner.refused, "", below(1))
        _wait_for_the_end(silent)
        last = perf_counter() - began
        report.line("the last of them is closed after", last, "s", below(12))
        learner.leave()


def _half_sent(report: Report, server: Server, count: int) -> None:
    before = threads(server)
    with ExitStack() as stack:
        peers = [stack.enter_context(_begun(server.url)) for _ in range(count)]
        seconds = sign_of_life(server.url)
        name = f"{count} half-sent requests, further threads"
        report.line(name, threads(server) - before, "", below(20))
        report.line("beside them /healthz answers in", 1e3 * seconds, "ms", below(1000))
        began = perf_counter()
        _wait_for_the_end(peers)
        last = perf_counter() - began
        report.line("the last of them is closed after", last, "s", below(25))


def _drips(report: Report, server: Server, count: int) -> None:
    """A byte now and then: a limit that counts from the last byte never ends."""
    with ExitStack() as stack:
        peers = [stack.enter_context(_begun(server.url)) for _ in range(count)]
        ended = threading.Event()
        began = perf_counter()

        def drip() -> None:
            while not ended.wait(DRIP_SECONDS):
                for peer in peers:
                    with suppress(ConnectionError):  # the server has closed it
                        peer.send(b"x")

        thread = threading.Thread(target=drip)
        thread.start()
        _wait_for_the_end(peers)
        last = perf_counter() - began
        ended.set()
        thread.join()
    name = (
        f"{count} that send 1 byte every {DRIP_SECONDS:g} s, the last is closed after"
    )
    report.line(name, last, "s", below(25))


def _descriptors(report: Report, count: int) -> None:
    """More clients than the process may have descriptors."""
    name = f"{count} clients of a server with {DESCRIPTORS} descriptors"
    if os.name == "nt":
        report.missing(name, "this system has no such limit")
        return
    with (
        tempfile.TemporaryDirectory() as data,
        Server(Path(data), descriptors=DESCRIPTORS) as server,
        ExitStack() as stack,
    ):
        refused = 0
        for _ in range(count):
            try:
                learner = Learner(server.url)
                stack.callback(learner.leave)
                learner.come(tries=1)
            except RefusedError:
                refused += 1
        seconds = sign_of_life(server.url)
    report.line(f"{name}, politely refused", refused, "")
    report.line("beside them /healthz answers in", 1e3 * seconds, "ms", below(1000))


def threads(server: Server) -> int:
    """Return how many threads the server has; 0 where the system does not tell."""
    tasks = Path(f"/proc/{server.process.pid}/task")
    return len(list(tasks.iterdir())) if tasks.is_dir() else 0


def _begun(url: str) -> socket.socket:
    """Return a connection on which a request was begun."""
    parts = urlsplit(url)
    peer = socket.create_connection((parts.hostname, parts.port), LONGEST_SECONDS)
    peer.sendall(BEGUN)
    return peer


def _wait_for_the_end(peers: list[socket.socket]) -> None:
    """Read each connection until the server has closed it.

    Raises:
        TimeoutError: it does not.
    """
    for peer in peers:
        peer.settimeout(LONGEST_SECONDS)
        with suppress(ConnectionError):
            while peer.recv(4096):
                pass
