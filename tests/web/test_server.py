"""The server as a process: see tests/cli/test_serve.py for its address and port."""

import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from app import machine
from app.config import Config, ConfigError
from app.web.server import Handler, listen
from tests.server import ROOT, Server
from tests.web.client import Client, visit
from tests.web.raw import answer

MOST_SECONDS = 5.0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_in_time_with_open_sockets_and_running_trainings(
    tmp_path: Path, number: int
) -> None:
    server = Server(tmp_path)
    with (
        Client(server.url, visit(server.url)) as page,
        Client(server.url, visit(server.url), confirms=False) as stalled,
        socket.create_connection(server.url.removeprefix("http://").split(":")),
    ):
        for client in (page, stalled):
            client.hello("?early_stopping=off&max_epochs=20000")
            client.do("speed", updates_per_second=None)
            client.do("play")
        page.frame(lambda f: f["update"] > 100)
        began = time.monotonic()
        assert server.stop(number) == 0
        assert time.monotonic() - began < MOST_SECONDS
        assert page.gone.wait(MOST_SECONDS)
    assert server.output == [f"Backprop Playground: {server.url}\n"]


def test_it_starts_without_a_terminal_and_without_standard_input(
    tmp_path: Path,
) -> None:
    code = (
        "import signal, os; from app.config import Config;"
        "from app.web.server import run_server;"
        f"run_server(Config(port=0, data={str(tmp_path)!r} and __import__('pathlib')"
        f".Path({str(tmp_path)!r})), lambda url: os.kill(os.getpid(), signal.SIGTERM))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    assert run.stdout.startswith("Backprop Playground: http://127.0.0.1:")
    assert run.stderr == ""


def test_sigint_works_where_a_shell_has_ignored_it(tmp_path: Path) -> None:
    if os.name == "nt":
        pytest.skip("a shell of Unix")
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        server = Server(tmp_path)
    finally:
        signal.signal(signal.SIGINT, before)
    assert server.stop(signal.SIGINT) == 0


def test_listening_for_others_is_warned_of(tmp_path: Path) -> None:
    server = Server(tmp_path, HOST="0.0.0.0")
    try:
        assert "Warning: listening on 0.0.0.0" in server.output[0]
        port = server.url.rpartition(":")[2]
        assert server.output[1] == f"Backprop Playground: http://127.0.0.1:{port}\n"
        for address in machine.addresses():
            assert server.lines_with(f"For others:          http://{address}:{port}/")
        name = socket.gethostname().partition(".")[0]
        assert answer(server.url, Host=f"{name}.local:{port}").status == 200
        assert answer(server.url).status == 200
        assert answer(server.url, Host="192.168.77.7:80").status == 200
        assert answer(server.url, Host="evil.test").status == 421
    finally:
        assert server.stop() == 0


def test_the_key_and_so_the_browsers_name_outlives_a_restart(tmp_path: Path) -> None:
    first = Server(tmp_path)
    cookie = visit(first.url)
    first.stop()
    second = Server(tmp_path)
    try:
        got = answer(second.url, Cookie=cookie)
        assert got.getheader("Set-Cookie") is None
    finally:
        second.stop()


def test_a_taken_port_says_which_and_what_to_do() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(ConfigError, match=f"127.0.0.1 port {port}.*--port"):
            listen(Config(port=port))


def test_a_host_that_is_not_ours_says_so() -> None:
    for host in ("192.0.2.1", "no-such-host.invalid"):
        with pytest.raises(ConfigError, match=f"cannot listen on {host}"):
            listen(Config(host=host, port=0))


def test_localhost_is_the_address_that_is_printed() -> None:
    with listen(Config(host="localhost", port=0)) as listener:
        assert listener.getsockname()[0] == "127.0.0.1"


def test_requests_are_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    handler = Handler.__new__(Handler)
    with caplog.at_level(logging.DEBUG):
        handler.log_request(200, 12)
        handler.log_error("Request timed out: %r", TimeoutError())
    assert caplog.messages == []


def test_many_visitors_at_once_are_answered(server: Server) -> None:
    got: list[int] = []
    threads = [
        threading.Thread(target=lambda: got.append(answer(server.url).status))
        for _ in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == [200] * 20
