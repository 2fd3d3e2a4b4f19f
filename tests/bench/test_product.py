from pathlib import Path

import pytest

from app.bench.product import Server


def test_it_starts_answers_and_stops(tmp_path: Path) -> None:
    with Server(tmp_path) as server:
        assert server.url.startswith("http://127.0.0.1:")
    assert server.process.returncode == 0


def test_a_server_that_does_not_start_says_why(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="PORT must be a whole number"):
        Server(tmp_path, PORT="none")
