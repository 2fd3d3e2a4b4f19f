"""One server's parts, put together."""

import logging
import os
from typing import Any

from flask import Flask
from flask_socketio import SocketIO

from app.config import Config, from_environment
from app.engine import faults
from app.training.manager import Manager, Quotas
from app.training.scheduler import Scheduler, SchedulerClosedError
from app.training.session import Session
from app.web import answers
from app.web.assets import Assets, folder
from app.web.clean import clean
from app.web.clients import Clients
from app.web.commands import Commands
from app.web.events import Events
from app.web.hosts import Hosts
from app.web.identity import Browsers, secret_key
from app.web.packets import Gate, WirePacket
from app.web.pages import Pages
from app.web.place import Place
from app.web.protocol import MESSAGE_BYTES, ServerEvent
from app.web.publisher import Publisher
from app.web.security import Guard
from app.web.transport import install
from app.web.twins import Twins

log = logging.getLogger(__name__)

# Set by tests of the gradient check: it must find what this puts in.
FAULT = "PUT_FAULT_INTO_DERIVATIVES"
SPARE_SOCKETS = 20  # handshakes beyond the quota, so that they can be told why not


class Playground:
    """What runs beside the pages: the trainer thread, its runs and the sockets."""

    def __init__(self, config: Config, socketio: SocketIO) -> None:
        self.socketio = socketio
        self.clients = Clients(config)
        self.scheduler = Scheduler()
        quotas = Quotas(
            sessions=config.max_runs,
            sessions_per_owner=config.max_runs_per_browser,
            background=config.max_background_runs,
        )
        self.manager = Manager(self.scheduler, quotas)
        self.publisher = Publisher(self.send)
        self.twins = Twins(self.scheduler, self.manager)
        self.scheduler.after_slice = self._after_slice
        self.scheduler.housekeeping = self._keep_house
        self._config = config

    @property
    def engine(self) -> Any:
        """The Engine.IO server beneath."""
        return self.socketio.server.eio

    def _keep_house(self) -> None:
        self.manager.sweep()
        self.twins.look_for_room()

    def _after_slice(self, session: Session) -> float | None:
        self.twins.follow(session)
        return self.publisher.after_slice(session)

    def send(self, sid: str, event: ServerEvent, payload: Any) -> None:
        """Send one message to one connection; a bad payload costs only itself."""
        try:
            self.socketio.emit(str(event), clean(payload), to=sid)
        except Exception:
            log.exception("a %s could not be sent", event)

    def has_room(self) -> bool:
        """Tell whether one more socket can be opened."""
        return len(self.engine.sockets) < self._config.max_sockets + SPARE_SOCKETS

    def health(self) -> dict[str, Any]:
        """Return how full the server is, as the trainer thread sees it."""
        try:
            running = self.scheduler.call(None, lambda: self.manager.running)
        except SchedulerClosedError:
            return {"status": "closing"}
        return {
            "status": "ok",
            "sockets": len(self.clients),
            "max_sockets": self._config.max_sockets,
            "runs": len(self.manager),
            "max_runs": self._config.max_runs,
            "running": running,
        }

    def close(self) -> None:
        """Stop training and let every connection go; takes no more commands."""
        self.scheduler.close()
        for socket in list(self.engine.sockets.values()):
            socket.close(wait=False)
        self.socketio.server.shutdown()


def create_app(config: Config | None = None) -> Flask:
    """Return the application; its trainer thread runs until `Playground.close`.

    Raises:
        ConfigError: the environment or the data folder is not in order.
    """
    config = config or from_environment(os.environ)
    if os.environ.get(FAULT):
        log.warning("%s is set: every derivative is wrong on purpose", FAULT)
        faults.put_fault_into_derivatives()
    key = secret_key(config)
    app = Flask("app", template_folder=str(folder("templates")), static_folder=None)
    app.config.update(SECRET_KEY=key, MAX_CONTENT_LENGTH=MESSAGE_BYTES)
    hosts = Hosts(config)
    browsers = Browsers(key)
    socketio = _sockets(app, hosts)
    playground = Playground(config, socketio)
    commands = Commands(
        playground.scheduler,
        playground.manager,
        playground.publisher,
        playground.twins,
    )
    assets = Assets(folder("static"))
    place = Place(config, hosts, assets)
    events = Events(
        socketio.server, commands, playground.clients, browsers, place.version
    )
    events.register()
    answers.install(socketio.server)
    install(socketio.server.eio, Gate(socketio.server, events.after))
    Pages(assets, browsers, place, playground.health).register(app)
    app.wsgi_app = Guard(  # type: ignore[method-assign]
        app.wsgi_app, hosts, playground.has_room, place
    )
    app.extensions["playground"] = playground
    playground.scheduler.start()
    return app


def _sockets(app: Flask, hosts: Hosts) -> SocketIO:
    loud = logging.getLogger("app.web.sockets")
    loud.setLevel(logging.ERROR)  # below that they print payloads
    return SocketIO(
        app,
        async_mode="threading",
        async_handlers=False,  # events of one socket keep their order
        transports=["websocket"],
        serializer=WirePacket,
        cors_allowed_origins=hosts.allows_origin,
        max_http_buffer_size=MESSAGE_BYTES,
        http_compression=False,
        manage_session=False,
        logger=loud,
        engineio_logger=loud,
    )
