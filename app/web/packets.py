"""Socket.IO packets from outside: what is not in order ends the connection, quietly.

One line in the log, no traceback: anybody can send such packets.
"""

import json
import logging
from collections.abc import Callable
from typing import Any

import msgpack
from socketio.msgpack_packet import MsgPackPacket
from socketio.packet import CONNECT, DISCONNECT, EVENT

from app.training.errors import fault_number
from app.web.protocol import MOST_UPDATES

log = logging.getLogger(__name__)

ANY_EVENT = "*"  # to Socket.IO's own table of handlers
CONNECT_ERROR_AS_JSON = "4"
ANSWERS_WAITING = 512  # a client that asks and never reads is let go


class BadPacketError(ValueError):
    """Bytes that no client of ours sends."""


class WirePacket(MsgPackPacket):  # type: ignore[misc]  # the package has no types
    """A msgpack packet whose every part is checked before it is used."""

    def decode(self, encoded_packet: Any) -> None:
        """Read the packet, or raise BadPacketError."""
        if not isinstance(encoded_packet, bytes):
            raise BadPacketError("it is text, not msgpack")
        try:
            packet = msgpack.unpackb(encoded_packet, strict_map_key=False)
        except Exception as error:
            raise BadPacketError(
                f"it is not msgpack ({type(error).__name__})"
            ) from None
        if not isinstance(packet, dict):
            raise BadPacketError("it is not an object")
        self.packet_type = packet.get("type")
        self.data = packet.get("data")
        self.id = packet.get("id")
        self.namespace = packet.get("nsp")
        self._check()

    def _check(self) -> None:
        if self.namespace != "/":
            raise BadPacketError("its namespace is not /")
        if type(self.packet_type) is not int or self.packet_type not in (
            CONNECT,
            DISCONNECT,
            EVENT,
        ):
            raise BadPacketError("its type is not connect, disconnect or event")
        if self.packet_type == EVENT:
            data, number = self.data, self.id
            name = data[0] if isinstance(data, list) and data else None
            if not isinstance(name, str) or name == ANY_EVENT:
                raise BadPacketError("its event has no name")
            is_number = type(number) is int and 0 <= number <= MOST_UPDATES
            if number is not None and not is_number:
                raise BadPacketError("its id is not a number")


class Gate:
    """Engine.IO's message handler: lets packets in order through to Socket.IO.

    `after(engine sid)` is called once a packet was handled and answered; where it
    returns False the socket is closed.
    """

    def __init__(self, server: Any, after: Callable[[str], bool]) -> None:
        self._server = server
        self._after = after

    def __call__(self, eio_sid: str, data: Any) -> None:
        """Handle what one socket has sent; never raises."""
        socket = self._server.eio.sockets.get(eio_sid)
        if socket is None or socket.closed:
            return
        try:
            if not data:  # Socket.IO would take it for a packet of its own
                raise BadPacketError("it is empty")
            self._server._handle_eio_message(eio_sid, data)
            if not self._after(eio_sid):
                self.close(eio_sid)
        except BadPacketError as error:
            log.warning("closing a socket after a packet that is not ours: %s", error)
            self._refuse(eio_sid, isinstance(data, bytes))
        except Exception:
            log.exception("error %s: a packet could not be handled", fault_number())
            self.close(eio_sid)
        if socket.queue.qsize() > ANSWERS_WAITING:
            log.warning("closing a socket that reads no answers")
            self.close(eio_sid)

    def _refuse(self, eio_sid: str, speaks_msgpack: bool) -> None:
        if not speaks_msgpack:
            # The one answer that a client with the default parser understands.
            reason = {"message": "this server speaks msgpack: use that parser"}
            self._server.eio.send(eio_sid, CONNECT_ERROR_AS_JSON + json.dumps(reason))
        self.close(eio_sid)

    def close(self, eio_sid: str) -> None:
        """Close a socket without waiting for it."""
        socket = self._server.eio.sockets.get(eio_sid)
        if socket is not None:
            socket.close(wait=False)
