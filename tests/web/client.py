"""A page without a browser: a real Socket.IO client that keeps what it is sent."""

import http.client
import secrets
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

import engineio
import socketio
from socketio.exceptions import BadNamespaceError

WAIT_SECONDS = 10.0
Message = tuple[str, Any]


def visit(url: str) -> str:
    """Open the page as a browser new to it; return its cookie."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=WAIT_SECONDS)
    try:
        connection.request("GET", "/")
        answer = connection.getresponse()
        answer.read()
        return (answer.getheader("Set-Cookie") or "").split(";")[0]
    finally:
        connection.close()


class InOrder(engineio.Client):  # type: ignore[misc]
    """Handles messages one by one; the package's own way is a thread for each."""

    def _trigger_event(self, event: str, *args: Any, **_: Any) -> Any:
        return super()._trigger_event(event, *args, run_async=False)


class SocketIO(socketio.Client):  # type: ignore[misc]
    """Socket.IO's client over that."""

    def _engineio_client_class(self) -> type[InOrder]:
        return InOrder


class Client:
    """One connection of a browser with `cookie`; confirms frames unless told not to."""

    def __init__(self, url: str, cookie: str = "", confirms: bool = True) -> None:
        self.confirms = confirms
        self.cookie = cookie
        self.messages: list[Message] = []
        self.gone = threading.Event()
        self._news = threading.Condition()
        self.sio = SocketIO(serializer="msgpack", reconnection=False)
        self.sio.on("*", self._receive)
        self.sio.on("disconnect", lambda *_: self.gone.set())
        headers = {"Cookie": cookie} if cookie else {}
        self.sio.connect(url, headers=headers, transports=["websocket"])
        engine = self.sio.eio
        self._outgoing = engine.queue
        self._loops = (engine.read_loop_task, engine.write_loop_task)

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.sio.disconnect()
        # Its writer can miss the end of a connection that the server has closed.
        self._outgoing.put(None)
        for loop in self._loops:  # sio.wait() would look only once a second
            loop.join(WAIT_SECONDS)

    def ask(self, event: str, *payload: Any) -> dict[str, Any]:
        """Send an event and return its acknowledgement."""
        data = payload[0] if len(payload) == 1 else payload
        answer = self.sio.call(event, data, timeout=WAIT_SECONDS)
        assert isinstance(answer, dict)
        return answer

    def do(self, event: str, **fields: Any) -> dict[str, Any]:
        """Send a command that must succeed; return its acknowledgement."""
        answer = self.ask(event, fields)
        assert answer["ok"], answer
        return answer

    def refused(self, event: str, *payload: Any) -> dict[str, Any]:
        """Send an event that must fail; return its error, whose shape is checked."""
        answer = self.ask(event, *payload)
        assert set(answer) == {"ok", "error"}
        assert answer["ok"] is False
        return canonical(answer["error"])

    def hello(self, query: str = "", tab: str = "", **fields: Any) -> dict[str, Any]:
        """Say hello and wait for the run and its first frame."""
        answer = self.do(
            "hello", tab=tab or secrets.token_hex(8), query=query, **fields
        )
        self.wait(lambda m: m[0] == "frame" and m[1]["run"] == answer["run"])
        return answer

    def wait(self, wanted: Callable[[Message], bool], since: int = 0) -> Message:
        """Return the first message from number `since` on that is `wanted`."""
        found: list[Message] = []

        def look() -> bool:
            found[:] = [m for m in self.messages[since:] if wanted(m)][:1]
            return bool(found)

        with self._news:
            assert self._news.wait_for(look, WAIT_SECONDS), self._names()
        return found[0]

    def frame(
        self, wanted: Callable[[dict[str, Any]], bool] = bool, since: int = 0
    ) -> dict[str, Any]:
        """Return the first frame from message number `since` on that is `wanted`."""
        message = self.wait(lambda m: m[0] == "frame" and wanted(m[1]), since)
        frame: dict[str, Any] = message[1]
        return frame

    def of(self, event: str) -> list[Any]:
        """Return the payloads of all messages of one kind so far."""
        return [payload for name, payload in self.messages if name == event]

    def _receive(self, event: str, payload: Any) -> None:
        with self._news:
            self.messages.append((event, payload))
            self._news.notify_all()
        if event == "frame" and self.confirms:
            with suppress(BadNamespaceError):  # it may have been closed meanwhile
                self.sio.emit("drawn", {"seq": payload["seq"]})

    def _names(self) -> str:
        return f"it has not come; received {[name for name, _ in self.messages][-20:]}"


def canonical(error: Any) -> dict[str, Any]:
    """Return an error after a check that it has the one shape."""
    assert set(error) - {"words"} == {"code", "field", "message"}
    assert error.get("words", "said") != ""
    assert isinstance(error["code"], str)
    assert error["code"]
    assert error["field"] is None or isinstance(error["field"], str)
    assert isinstance(error["message"], str)
    assert error["message"]
    assert "Traceback" not in error["message"]
    checked: dict[str, Any] = error
    return checked


def numbers(value: Any) -> list[float]:
    """Return every number in a payload, however deep."""
    if isinstance(value, dict):
        return [n for item in value.values() for n in numbers(item)]
    if isinstance(value, list):
        return [n for item in value for n in numbers(item)]
    return [value] if isinstance(value, int | float) else []
