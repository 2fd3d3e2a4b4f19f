"""Bytes on a socket: what no client library would send."""

import base64
import http.client
import os
import socket
from typing import Any
from urllib.parse import urlsplit

import msgpack
import websocket

PATH = "/socket.io/?EIO=4&transport=websocket"
WAIT_SECONDS = 10.0


def netloc(url: str) -> str:
    return urlsplit(url).netloc


def answer(url: str, path: str = "/", method: str = "GET", **headers: str) -> Any:
    """Return the answer to one HTTP request; header names have _ for -."""
    connection = http.client.HTTPConnection(netloc(url), timeout=WAIT_SECONDS)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers=named)
        response = connection.getresponse()
        response.content = response.read()  # type: ignore[attr-defined]
        return response
    finally:
        connection.close()


def handshake(**changes: str | None) -> dict[str, str]:
    """Return the headers of a websocket handshake, some of them changed or left out."""
    headers: dict[str, str | None] = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
    }
    headers |= {name.replace("_", "-"): value for name, value in changes.items()}
    return {name: value for name, value in headers.items() if value is not None}


def knock(url: str, path: str = PATH, **changes: str | None) -> tuple[int, str]:
    """Return the status and the head of the answer to a handshake."""
    host, port = netloc(url).split(":")
    lines = [f"GET {path} HTTP/1.1"]
    headers = {"Host": netloc(url)} | handshake(**changes)
    lines += [f"{name}: {value}" for name, value in headers.items()]
    with socket.create_connection((host, int(port)), WAIT_SECONDS) as connection:
        connection.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        head = b""
        while b"\r\n\r\n" not in head and (part := connection.recv(4096)):
            head += part
    text = head.decode("latin-1")
    return int(text.split(" ")[1]), text


class Raw:
    """A websocket that has been let in by Engine.IO."""

    def __init__(self, url: str, cookie: str | None = None) -> None:
        address = url.replace("http", "ws") + PATH
        self.ws = websocket.create_connection(address, WAIT_SECONDS, cookie=cookie)
        assert self.ws.recv().startswith("0")

    def __enter__(self) -> "Raw":
        return self

    def __exit__(self, *_: object) -> None:
        self.ws.shutdown()

    def join(self) -> None:
        """Connect on the level of Socket.IO, too."""
        self.send({"type": 0, "nsp": "/", "data": {}})
        assert self.read()["type"] == 0

    def send(self, packet: Any) -> None:
        self.ws.send_binary(msgpack.packb(packet))

    def event(self, *data: Any, number: int | None = None) -> None:
        self.send({"type": 2, "nsp": "/", "data": list(data), "id": number})

    def read(self) -> Any:
        """Return the next Socket.IO packet; Engine.IO's own, like a ping, are text."""
        while isinstance(packet := self.ws.recv(), str):
            assert packet, "the server has closed the socket"
        return msgpack.unpackb(packet)

    def is_closed(self) -> bool:
        """Tell whether the server closes the socket; reads what comes before."""
        try:
            while True:
                if self.ws.recv() in ("", b""):
                    return True
        except websocket.WebSocketTimeoutException:
            return False
        except (OSError, websocket.WebSocketException):
            return True
