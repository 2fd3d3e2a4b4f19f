"""A server in the process of its test: its parts can be looked at."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask

from app.config import Config
from app.web.capacity import Capacity, capacity
from app.web.factory import Playground, create_app
from app.web.reception import Reception
from app.web.server import Handler, close, listen


class Inside:
    """What one such server consists of."""

    def __init__(self, app: Flask, server: Reception) -> None:
        self.app = app
        self.server = server
        self.playground: Playground = app.extensions["playground"]
        self.lobby = self.playground.lobby
        self.url = f"http://127.0.0.1:{server.port}"

    @property
    def engine(self) -> Any:
        return self.playground.engine


@contextmanager
def inside(
    data: Path, room: Capacity | None = None, **settings: int
) -> Iterator[Inside]:
    """Serve on a free port; `settings` are those of the server's configuration."""
    config = Config(port=0, data=data, **settings)  # type: ignore[arg-type]
    room = room or capacity(config.max_sockets, None)
    app = create_app(config, room)
    with listen(config) as listener:
        server = Reception(listener, config.host, app, Handler, room)
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield Inside(app, server)
        finally:
            close(app, server)
            thread.join()
