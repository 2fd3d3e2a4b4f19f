"""Acknowledgements that come later than Socket.IO's own.

A handler that waits for its result would keep everything else that its socket sends
waiting, confirmations of frames above all. It returns a Future instead.
"""

from concurrent.futures import Future
from typing import Any

from socketio.packet import ACK


def install(server: Any) -> None:
    """Let a Socket.IO server's handlers return futures, acknowledged once done.

    Takes the place of an inner function of python-socketio: tests hold what it does, so
    that a new release that moves it is noticed. Handlers that raise, and futures that
    end without a result, are not for here.
    """
    server._handle_event_internal = answer


def answer(  # noqa: PLR0913, PLR0917, python-socketio's own signature
    server: Any,
    sid: str,
    eio_sid: str,
    data: list[Any],
    namespace: str,
    number: int | None,
) -> None:
    """Call an event's handler; send what it returns, if `number` asks for that."""

    def send(result: Any) -> None:
        if number is not None:
            packet = server.packet_class(
                ACK, namespace=namespace, id=number, data=[result]
            )
            server._send_packet(eio_sid, packet)

    result = server._trigger_event(data[0], namespace, sid, *data[1:])
    if isinstance(result, Future):
        result.add_done_callback(lambda done: send(done.result()))
    else:
        send(result)
