"""One server's parts, put together."""

import logging
import os
from typing import Any

from flask import Flask
from flask_socketio import SocketIO

from app.config import Config, from_environment
from app.engine import faults
from app.training.background import Background
from app.training.budget import MEGA
from app.training.manager import Manager, Quotas
from app.training.scheduler import Scheduler, SchedulerClosedError
from app.training.session import Session
from app.web import answers
from app.web.assets import Assets, folder
from app.web.capacity import Capacity, capacity
from app.web.clean import clean
from app.web.clients import Clients
from app.web.commands import Commands
from app.web.deadlines import Deadlines
from app.web.door import Door
from app.web.downloads import Downloads
from app.web.events import Events
from app.web.file_requests import FileRequests
from app.web.hosts import Hosts
from app.web.identity import Browsers, secret_key
from app.web.lobby import Lobby
from app.web.packets import Gate, WirePacket
from app.web.pages import Pages
from app.web.pings import Pings
from app.web.place import Place
from app.web.protocol import MESSAGE_BYTES, ServerEvent
from app.web.publisher import Publisher
from app.web.security import Guard
from app.web.transport import install
from app.web.twins import Twins
from app.web.uploads import Uploads

log = logging.getLogger(__name__)

# Set by tests of the gradient check: it must find what this puts in.
FAULT = "PUT_FAULT_INTO_DERIVATIVES"


class Playground:
    """What runs beside the pages: the trainer thread, its runs and the sockets."""

    def __init__(self, config: Config, room: Capacity, socketio: SocketIO) -> None:
        self.socketio = socketio
        self.clients = Clients()
        self.deadlines = Deadlines()
        self.lobby = Lobby(
            self.deadlines,
            room.places,
            room.sockets,
            config.max_sockets_per_browser,
            config.max_sockets_without_cookie,
        )
        self.scheduler = Scheduler()
        quotas = Quotas(
            sessions=config.max_runs,
            sessions_per_owner=config.max_runs_per_browser,
            sessions_of_strangers=config.max_sockets_without_cookie,
            memory=config.memory_mb * MEGA,
        )
        self.publisher = Publisher(self.send)
        self.manager = Manager(self.scheduler, quotas, held=self.publisher.held)
        self.background = Background(self.scheduler, config.max_background_runs)
        self.twins = Twins(self.scheduler, self.background, self.manager.admit)
        self.scheduler.after_slice = self._after_slice
        self.scheduler.housekeeping = self._keep_house
        self._config = config

    @property
    def engine(self) -> Any:
        """The Engine.IO server beneath."""
        return self.socketio.server.eio

    def _keep_house(self) -> None:
        self.manager.sweep()

    def _after_slice(self, session: Session) -> float | None:
        self.twins.follow(session)
        return self.publisher.after_slice(session)

    def send(self, sid: str, event: ServerEvent, payload: Any) -> None:
        """Send one message to one connection; a bad payload costs only itself."""
        try:
            self.socketio.emit(str(event), clean(payload), to=sid)
        except Exception:
            log.exception("a %s could not be sent", event)

    def health(self, owner: str | None, address: str) -> dict[str, Any]:
        """Return how full the server is, as the trainer thread sees it.

        `full`, `message` and `retry_after` are what a page of that browser would be
        told: one whose handshake is refused learns nothing from its websocket.
        """
        try:
            running = self.scheduler.call(None, lambda: self.manager.running)
        except SchedulerClosedError:
            return {"status": "closing"}
        refusal = self.lobby.refusal(owner, address, is_counted=False)
        return {
            "status": "ok",
            "full": refusal is not None,
            "message": refusal and refusal.message,
            "retry_after": refusal and refusal.retry_after,
            "sockets": len(self.lobby),
            "max_sockets": self.lobby.places,
            "runs": len(self.manager),
            "max_runs": self._config.max_runs,
            "running": running,
            "memory_mb": round(self.manager.budget.used / MEGA),
            "max_memory_mb": self._config.memory_mb,
        }

    def close(self) -> None:
        """Stop training and let every connection go; takes no more commands."""
        self.scheduler.close()
        self.deadlines.close()
        for socket in list(self.engine.sockets.values()):
            socket.close(wait=False)
        self.socketio.server.shutdown()


def create_app(config: Config | None = None, room: Capacity | None = None) -> Flask:
    """Return the application; its trainer thread runs until `Playground.close`.

    `room` is what the process can hold, by default all that `config` allows.

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
    room = room or capacity(config.max_sockets, None)
    playground = Playground(config, room, socketio)
    commands = Commands(
        playground.scheduler,
        playground.manager,
        playground.publisher,
        playground.twins,
        playground.background,
    )
    assets = Assets(folder("static"))
    place = Place(config, hosts, assets)
    events = Events(socketio.server, commands, playground.clients, place.version)
    events.register()
    answers.install(socketio.server)
    engine = playground.engine
    pings = Pings(engine, playground.deadlines)
    install(engine, pings, Gate(socketio.server, events.after))
    Pages(assets, browsers, place, playground.health).register(app)
    files = FileRequests(playground.scheduler, playground.manager, browsers)
    Downloads(playground.scheduler, files).register(app)
    Uploads(
        playground.scheduler, playground.publisher, files, commands.rebuilds
    ).register(app)
    door = Door(app.wsgi_app, playground.lobby, browsers)
    app.wsgi_app = Guard(door, hosts, place)  # type: ignore[method-assign]
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
        monitor_clients=False,  # pings.py drops who is silent, and in time
        logger=loud,
        engineio_logger=loud,
    )
