"""Serve until told to stop."""

import contextlib
import http.client
import logging
import signal
import socket
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.serving import BaseWSGIServer

from app.config import Config, ConfigError
from app.web import announcement, capacity, logs
from app.web.connection import Connection
from app.web.factory import create_app
from app.web.headers import security_headers
from app.web.http_layer import HeadedHandler
from app.web.reception import Reception
from app.web.transport import UPGRADED

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

log = logging.getLogger(__name__)

BACKLOG = 1024  # a class comes all at once
ANSWER_SECONDS = 10


class Handler(HeadedHandler):
    """Answers one `Connection`; says nothing of it unless it goes wrong."""

    request: Connection

    def setup(self) -> None:
        """Read from the connection and write to it, with an end to every wait."""
        self.connection = self.request.socket
        self.rfile, self.wfile = self.request.streams()

    def make_environ(self) -> "WSGIEnvironment":
        """Return what is known of the request."""
        return super().make_environ() | {UPGRADED: self.request.upgraded}

    def run_wsgi(self) -> None:
        """Answer one request; nothing after it on this connection is another one.

        What a websocket's peer sends after its end must not be read as a request.
        """
        self.close_connection = True
        super().run_wsgi()

    def version_string(self) -> str:
        """Return what the Server header says: no versions."""
        return "backprop-playground"


def run_server(
    config: Config, on_ready: Callable[[str], None] = lambda _url: None
) -> None:
    """Serve until SIGINT or SIGTERM; `on_ready(url)` is called once it answers.

    Raises:
        ConfigError: the port is taken, or the data folder cannot be used.
    """
    handler = logs.install()
    listener = listen(config)
    with listener, contextlib.closing(handler):
        port = int(listener.getsockname()[1])
        config = replace(config, port=port)
        room = capacity.of_this_process(config.max_sockets)
        app = create_app(config, room)
        stop = threading.Event()
        _on_signals(stop)
        handled = Handler.with_headers(security_headers(config.frame_ancestors))
        server = Reception(listener, config.host, app, handled, room)
        logs.watch_connections(server)
        thread = threading.Thread(
            target=server.serve_forever, args=(0.1,), name="server", daemon=True
        )
        thread.start()
        try:
            _announce(config, on_ready)
            # A wait without a limit would keep signals out on Windows.
            while not stop.wait(1.0):
                pass
        finally:
            close(app, server)


def close(app: Flask, server: BaseWSGIServer) -> None:
    """Stop training, close every socket, stop listening; takes a few seconds at most.

    Threads that still wait on a peer are daemons: they end with the process.
    """
    app.extensions["playground"].close()
    server.shutdown()
    server.server_close()


def listen(config: Config) -> socket.socket:
    """Return a socket that listens where `config` says.

    Raises:
        ConfigError: it cannot; the message says why.
    """
    where = f"{config.host} port {config.port}"
    try:
        found = socket.getaddrinfo(config.host, config.port, type=socket.SOCK_STREAM)
        # `localhost` is often IPv6 first, while the printed address is IPv4.
        family, kind, protocol, _, address = min(found, key=lambda item: item[0])
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise ConfigError(f"cannot listen on {where}: {error.strerror}") from error
    try:
        if sys.platform != "win32":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise ConfigError(
            f"cannot listen on {where}: {error.strerror}; "
            "choose another port with PORT or --port (0: any free one)"
        ) from error
    return listener


def _on_signals(stop: threading.Event) -> None:
    """Have SIGINT and SIGTERM set `stop`.

    A shell starts background jobs with SIGINT ignored, so both are set explicitly.
    """
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda _number, _frame: stop.set())


def _announce(config: Config, on_ready: Callable[[str], None]) -> None:
    """Say where the page is, once it answers there."""
    connection = http.client.HTTPConnection(
        announcement.reachable(config), config.port, timeout=ANSWER_SECONDS
    )
    try:
        connection.request("GET", "/healthz")
        connection.getresponse().read()
    finally:
        connection.close()
    for line in announcement.warnings(config):
        sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
    for line in announcement.lines(config):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    on_ready(announcement.own_url(config))
