import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from flask import Flask

from app import create_app
from app.config import Config, ConfigError
from app.web.factory import Playground
from app.web.protocol import ServerEvent
from tests.server import ROOT


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    app = create_app(Config(data=tmp_path, max_sockets=2))
    yield app
    app.extensions["playground"].close()


@pytest.fixture
def playground(app: Flask) -> Playground:
    found: Playground = app.extensions["playground"]
    return found


@pytest.fixture
def emitted(
    playground: Playground, monkeypatch: pytest.MonkeyPatch
) -> list[tuple[Any, ...]]:
    sent: list[tuple[Any, ...]] = []
    monkeypatch.setattr(playground.socketio, "emit", lambda *a, **k: sent.append(a))
    return sent


def test_numpy_and_nan_in_a_payload_are_made_fit(
    playground: Playground, emitted: list[tuple[Any, ...]]
) -> None:
    payload = {"a": np.float64("nan"), "b": np.int64(3), "c": float("inf")}
    playground.send("sid", ServerEvent.FRAME, payload)
    assert emitted == [("frame", {"a": None, "b": 3, "c": None})]


def test_a_payload_that_cannot_travel_costs_only_itself(
    playground: Playground,
    emitted: list[tuple[Any, ...]],
    caplog: pytest.LogCaptureFixture,
) -> None:
    playground.send("sid", ServerEvent.FRAME, {"a": object()})
    playground.send("sid", ServerEvent.FRAME, {"a": 1})
    assert emitted == [("frame", {"a": 1})]
    assert "a frame could not be sent" in caplog.text


def test_the_sockets_have_the_safe_options(playground: Playground) -> None:
    engine = playground.engine
    assert engine.transports == ["websocket"]
    assert engine.max_http_buffer_size == 64 * 1024
    assert playground.socketio.server.async_handlers is False
    assert callable(engine.cors_allowed_origins)


def test_the_trainer_thread_ends_with_it(tmp_path: Path) -> None:
    app = create_app(Config(data=tmp_path))
    playground: Playground = app.extensions["playground"]
    playground.close()
    assert not playground.scheduler._thread.is_alive()
    assert playground.health(None, "127.0.0.1") == {"status": "closing"}


def test_no_debugger_and_no_traceback_reach_a_visitor(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    assert app.debug is False
    app.config["PROPAGATE_EXCEPTIONS"] = False

    def broken() -> None:
        raise RuntimeError("a secret detail")

    app.add_url_rule("/broken", "broken", broken)  # type: ignore[arg-type]
    answer = app.test_client().get("/broken")
    assert answer.status_code == 500
    assert "secret detail" not in answer.text
    number = re.search("error ([0-9a-f]{8})", answer.text)
    assert number
    assert number[1] in caplog.text
    assert "a secret detail" in caplog.text


def test_a_folder_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError):
        create_app(Config(data=tmp_path / "file"))


def test_the_environment_is_the_default() -> None:
    code = "from app import create_app; create_app().extensions['playground'].close()"
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={"PORT": "no port", "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "ConfigError: PORT must be a whole number" in run.stderr
