"""A learner's page without a browser, so light that a process holds hundreds."""

import http.client
import secrets
from time import perf_counter, sleep
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import msgpack

if TYPE_CHECKING:
    from websocket import WebSocket

PATH = "/socket.io/?EIO=4&transport=websocket"
WAIT_SECONDS = 30.0
MOST_TRIES = 20
CONNECT, EVENT, ACK, CONNECT_ERROR = 0, 2, 3, 4


class RefusedError(Exception):
    """The server has no place; `seconds` is when it says to try again."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"try again in {seconds:g} s")
        self.seconds = seconds


class Learner:
    """One browser with one tab; `refused` counts the handshakes that failed."""

    def __init__(self, url: str) -> None:
        self.refused = 0
        self._url = url
        self.cookie = _cookie(url)
        self._tab = secrets.token_hex(8)
        self._socket: WebSocket | None = None

    def come(self, tries: int = MOST_TRIES) -> None:
        """Connect and say hello; where there is no place try again when told to.

        Raises:
            RefusedError: there was none each time.
        """
        for left in reversed(range(tries)):
            try:
                self._socket = knock(self._url, self.cookie)
                self._send({"type": CONNECT, "nsp": "/", "data": {}})
                self._read(CONNECT)
                hello = ["hello", {"tab": self._tab, "query": ""}]
                self._send({"type": EVENT, "nsp": "/", "data": hello, "id": 1})
                self._read(ACK)
                return
            except RefusedError as refusal:
                self.refused += 1
                self.leave()
                if not left:
                    raise
                sleep(refusal.seconds)

    def leave(self) -> None:
        """Close the socket as a browser does that leaves a page."""
        if self._socket is not None:
            self._socket.close(timeout=0)
            self._socket = None

    def _send(self, packet: dict[str, Any]) -> None:
        assert self._socket is not None
        self._socket.send_binary(msgpack.packb(packet))

    def _read(self, kind: int) -> None:
        """Read up to a packet of one kind."""
        assert self._socket is not None
        while True:
            data = self._socket.recv()
            if not isinstance(data, bytes):
                continue  # Engine.IO's own
            packet = msgpack.unpackb(data)
            error = _error(packet)
            if error is not None:
                raise RefusedError(error.get("retry_after", 1))
            if packet["type"] == kind:
                return


def _error(packet: dict[str, Any]) -> dict[str, Any] | None:
    """Return the error that a packet holds, if any."""
    found: Any = None
    if packet["type"] == CONNECT_ERROR:
        found = packet["data"]["data"]
    elif packet["type"] == ACK and not packet["data"][0]["ok"]:
        found = packet["data"][0]["error"]
    return found if isinstance(found, dict) else None


def knock(url: str, cookie: str) -> "WebSocket":
    """Return a websocket that Engine.IO has let in.

    Raises:
        RefusedError: it has not.
    """
    import websocket

    address = url.replace("http", "ws", 1) + PATH
    try:
        opened = websocket.create_connection(address, WAIT_SECONDS, cookie=cookie)
    except websocket.WebSocketBadStatusException as error:
        seconds = (error.resp_headers or {}).get("retry-after", 1)
        raise RefusedError(float(seconds)) from None
    opened.recv()
    return opened


def sign_of_life(url: str) -> float:
    """Return how many seconds /healthz takes.

    Raises:
        OSError, RuntimeError: it does not answer, or not with 200.
    """
    began = perf_counter()
    status, _ = _get(url, "/healthz")
    if status != 200:
        raise RuntimeError(f"/healthz answers {status}")
    return perf_counter() - began


def _cookie(url: str) -> str:
    """Open the page as a new browser does; return its cookie.

    Raises:
        RefusedError: the server takes no further request.
    """
    status, headers = _get(url, "/")
    if status == 503:
        raise RefusedError(float(headers.get("Retry-After", 1)))
    return str(headers.get("Set-Cookie", "")).split(";")[0]


def _get(url: str, path: str) -> tuple[int, Any]:
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=WAIT_SECONDS)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        return answer.status, answer.headers
    finally:
        connection.close()
