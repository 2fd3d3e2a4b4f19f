from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bench.client import Client
from app.bench.product import Server
from app.web.protocol import ClientEvent


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with Server(Path(tmp_path_factory.mktemp("data"))) as server:
        yield server.url


def test_frames_come_as_fast_as_they_are_confirmed(url: str) -> None:
    with Client(url, "?early_stopping=off") as client:
        client.do(ClientEvent.PLAY)
        first = client.wait(lambda seen: seen.state == "running" and seen.update > 0)
        assert client.wait(lambda seen: seen.update > first.update).at > first.at


def test_a_refused_command_is_told(url: str) -> None:
    with (
        Client(url, "") as client,
        pytest.raises(RuntimeError, match="learning_rate must be"),
    ):
        client.do(ClientEvent.SET, settings={"learning_rate": -1})
