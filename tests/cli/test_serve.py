import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.server import ROOT, Server

posix = pytest.mark.skipif(os.name == "nt", reason="signals of Unix")


def serve(data: Path, *options: str, **environment: str) -> tuple[int, str, str]:
    """Start a server that ends by itself; return its status and what it wrote."""
    run = subprocess.run(
        [sys.executable, "-m", "app", "serve", "--data", str(data), *options],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    return run.returncode, run.stdout, run.stderr


def test_the_address_is_printed_once_it_answers(tmp_path: Path) -> None:
    server = Server(tmp_path)
    try:
        with urlopen(server.url + "/healthz") as answer:
            assert answer.status == 200
    finally:
        server.stop()
    assert server.url.startswith("http://127.0.0.1:")
    assert server.output == [f"Backprop Playground: {server.url}\n"]


@posix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_cleanly(tmp_path: Path, number: int) -> None:
    server = Server(tmp_path)
    assert server.stop(number) == 0
    assert server.output == [f"Backprop Playground: {server.url}\n"]


def test_a_taken_port_is_one_line_and_a_failure(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        status, out, err = serve(tmp_path, "--port", port)
    assert status == 2
    assert out == ""
    assert err.startswith("backprop-playground: cannot listen on 127.0.0.1 port")
    assert err.count("\n") == 1


@pytest.mark.parametrize("port", ["-1", "65536", "http", "5e3", "0x50"])
def test_a_port_that_is_none_is_one_line(tmp_path: Path, port: str) -> None:
    status, out, err = serve(tmp_path, PORT=port)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert "PORT must be a whole number" in err


def test_a_data_folder_that_cannot_be_is_one_line(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    status, out, err = serve(file / "data", "--port", "0")
    assert (status, out, err.count("\n")) == (2, "", 1)
