"""A page without a browser: one socket that confirms every frame at once."""

import http.client
import secrets
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from time import perf_counter
from typing import Any, Self
from urllib.parse import urlsplit

import socketio
from socketio.exceptions import SocketIOError

from app.web.protocol import ClientEvent, ServerEvent

WAIT_SECONDS = 10.0
KEPT_FRAMES = 10_000


@dataclass(frozen=True)
class Seen:
    """When a frame came (seconds of `perf_counter`), and what it showed.

    `followed`: what would have followed after the stop is known to its end.
    """

    at: float
    update: int
    state: str
    followed: bool = False


class Client:
    """One visitor with a run of the settings in `query`, of a browser of its own.

    Or of the one that has `cookie`: see `new_browser`.

    Attributes:
        frames: what has come, oldest first. applied: the update before which the last
            change of settings acts.
    """

    def __init__(self, url: str, query: str, cookie: str = "") -> None:
        self.frames: deque[Seen] = deque(maxlen=KEPT_FRAMES)
        self.applied = 0
        self._news = threading.Condition()
        self._socket = socketio.Client(serializer="msgpack", reconnection=False)
        self._socket.on(ServerEvent.FRAME, self._frame)
        self._socket.on(ServerEvent.SETTINGS, self._settings)
        headers = {"Cookie": cookie or new_browser(url)}
        self._socket.connect(url, headers=headers, transports=["websocket"])
        self.do(ClientEvent.HELLO, tab=secrets.token_hex(8), query=query)
        self.do(ClientEvent.SPEED, updates_per_second=None)

    def do(self, event: ClientEvent, **fields: Any) -> dict[str, Any]:
        """Send a command, wait for its acknowledgement and return it.

        Raises:
            RuntimeError: it was refused.
        """
        answer = self._socket.call(event, fields, timeout=WAIT_SECONDS)
        if not answer["ok"]:
            raise RuntimeError(f"{event} was refused: {answer['error']['message']}")
        return dict(answer)

    def wait(
        self, wanted: Callable[[Seen], bool], seconds: float = WAIT_SECONDS
    ) -> Seen:
        """Return the oldest kept frame that is `wanted`, or the first to come.

        Raises:
            TimeoutError: none came.
        """
        with self._news:
            found = self._news.wait_for(
                lambda: next(filter(wanted, self.frames), None), seconds
            )
        if found is None:
            raise TimeoutError("the frame that was waited for did not come")
        return found

    def close(self) -> None:
        """Leave."""
        self._socket.disconnect()
        self._socket.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def _frame(self, frame: dict[str, Any]) -> None:
        ghost = frame["ghost"]
        followed = bool(ghost and ghost["over"])
        seen = Seen(perf_counter(), frame["update"], frame["state"], followed)
        with self._news:
            self.frames.append(seen)
            self._news.notify_all()
        with suppress(SocketIOError):  # the last frame may come while we leave
            self._socket.emit(ClientEvent.DRAWN, {"seq": frame["seq"]})

    def _settings(self, message: dict[str, Any]) -> None:
        with self._news:
            changes = message["changes"]
            self.applied = changes[-1]["update"] if changes else 0
            self._news.notify_all()


def new_browser(url: str) -> str:
    """Open the page as a new browser does; return its cookie."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=WAIT_SECONDS)
    try:
        connection.request("GET", "/")
        answer = connection.getresponse()
        answer.read()
        return (answer.getheader("Set-Cookie") or "").split(";")[0]
    finally:
        connection.close()
