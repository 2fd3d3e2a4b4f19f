"""Socket.IO's handlers: parse, do it on the trainer thread, acknowledge.

They are registered on the Socket.IO server itself, beneath Flask-SocketIO's wrapper,
which would call a connect handler again without its arguments where a TypeError is
raised inside it, and open a request context for every event.
"""

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager, nullcontext
from typing import Any

from socketio.exceptions import ConnectionRefusedError as Refused

from app.training.errors import SettingsError, fault_number
from app.training.manager import BusyError
from app.training.owners import stranger
from app.training.scheduler import SchedulerClosedError
from app.web.clean import clean
from app.web.clients import Client, Clients
from app.web.commands import Commands
from app.web.door import ticket_of
from app.web.messages import parse
from app.web.protocol import (
    ClientEvent,
    ErrorCode,
    ProtocolError,
    failure,
    success,
)

log = logging.getLogger(__name__)
NAMESPACE = "/"
Reply = dict[str, Any] | Future[dict[str, Any]]


class Events:
    """Handlers of all events of one server."""

    def __init__(
        self,
        server: Any,
        commands: Commands,
        clients: Clients,
        version: Callable[[], str] = str,
    ) -> None:
        self._server = server
        self._version = version
        self._commands = commands
        self._clients = clients

    def register(self) -> None:
        """Register a handler for every event, and one that refuses all others."""
        server = self._server
        server.on("connect", self._let_in)
        server.on("disconnect", self.disconnect)
        for event in ClientEvent:
            server.on(str(event), self._handler(event))
        server.on("*", self.receive)

    def connect(self, sid: str, *arguments: Any) -> Reply | None:
        """Let a connection in, if it has the cookie of a browser or brings none.

        Raises:
            ConnectionRefusedError: there is no place; it says when to try again.
        """
        if self._is_forged(sid) or not arguments:
            return self.receive("connect", sid)
        ticket = ticket_of(arguments[0])
        refusal = ticket.refusal()
        if refusal is not None:
            raise Refused(refusal.message, refusal.as_dict())
        client = Client(sid, ticket.owner or stranger(), ticket=ticket)
        self._clients.add(client, self._server.manager.eio_sid_from_sid(sid, NAMESPACE))
        return None

    def _let_in(self, sid: str, *arguments: Any) -> Reply | None:
        """Let a connection in; a fault of ours turns it down with its number.

        Raises:
            ConnectionRefusedError: with the reason that the page shows.
        """
        try:
            return self.connect(sid, *arguments)
        except Refused:
            raise
        except Exception:
            number = fault_number()
            log.exception("error %s while letting a connection in", number)
            told = {"code": str(ErrorCode.INTERNAL), "field": None}
            raise Refused(_fault(number), told | {"message": _fault(number)}) from None

    def disconnect(self, sid: str, *_reason: Any) -> Reply | None:
        """Forget a connection; its run goes on."""
        # A client can send an event of this name while it stays connected.
        if self._is_forged(sid):
            return self.receive("disconnect", sid)
        client = self._clients.remove(sid)
        if client is not None:
            client.is_gone = True
            if client.ticket is not None:  # its socket may stay a moment longer
                client.ticket.stand_up()
            self._guarded("disconnect", lambda: self._commands.leave(client))
        return None

    def receive(self, event: str, sid: str, *arguments: Any) -> Reply:
        """Return the acknowledgement of any event, or a promise of it; never raises."""

        def carry_out() -> Reply:
            client = self._clients.get(sid)
            client.limit(event)
            message = parse(event, arguments)
            is_hello = event == ClientEvent.HELLO
            with self._seated(client) if is_hello else nullcontext():
                answer = self._commands.run(client, ClientEvent(event), message)
            if isinstance(answer, Future):
                return answer
            told = {"version": self._version()} if is_hello else {}
            return success(**answer, **told)

        return self._guarded(event, carry_out)

    def after(self, eio_sid: str) -> bool:
        """Show a client its run once `hello` was answered; the answer goes first.

        Returns False for a socket that has no client: it was refused, or has left.
        """
        client = self._clients.of_engine(eio_sid)
        if client is None:
            return False
        if client.is_waiting:
            client.is_waiting = False
            self._guarded("attach", lambda: self._commands.attach(client))
        return True

    @contextmanager
    def _seated(self, client: Client) -> Iterator[None]:
        """Carry out `hello`: who watches a run holds a place, and nobody else does."""
        ticket = client.ticket
        assert ticket is not None
        ticket.seat()
        try:
            yield
        except BusyError as error:
            raise ticket.refused(str(error)) from None
        finally:
            if client.session is None:
                ticket.stand_up()

    def _handler(self, event: ClientEvent) -> Callable[..., Reply]:
        return lambda sid, *arguments: self.receive(event, sid, *arguments)

    def _is_forged(self, sid: str) -> bool:
        """Tell whether an event is not Socket.IO's own: its socket is connected."""
        return bool(self._server.manager.is_connected(sid, NAMESPACE))

    def _guarded(self, event: str, work: Callable[[], Any]) -> Reply:
        """Return what `work` returns, fit to travel, or its failure in one shape.

        A future of what work returns becomes the future of an acknowledgement.
        """
        try:
            result = work()
            if isinstance(result, Future):
                return self._promised(event, result)
            answer: dict[str, Any] = clean(result)
            return answer
        except (ProtocolError, SettingsError) as error:
            return failure(clean(error.as_dict()))
        except BusyError as error:
            return _refusal(ErrorCode.BUSY, str(error))
        except (SchedulerClosedError, CancelledError):
            return _refusal(ErrorCode.REFUSED, "the server is shutting down")
        except Exception:
            number = fault_number()
            log.exception("error %s while handling %r", number, event[:60])
            return _refusal(ErrorCode.INTERNAL, _fault(number))

    def _promised(self, event: str, work: Future[Any]) -> Future[dict[str, Any]]:
        told: Future[Any] = Future()

        def tell(done: Future[Any]) -> None:
            told.set_result(self._guarded(event, lambda: success(**done.result())))

        work.add_done_callback(tell)
        return told


def _fault(number: str) -> str:
    return (
        f"Something went wrong in the server (error {number}). Its log has the "
        "details; your run is kept."
    )


def _refusal(code: ErrorCode, message: str) -> dict[str, Any]:
    return failure({"code": str(code), "field": None, "message": message})
