"""How much one process can hold: every connection takes a file descriptor.

Where the system gives fewer than are wanted, less is promised, and it is said once at
the start: a server that has none left can answer nobody.
"""

import logging
import sys
from dataclasses import dataclass

if sys.platform != "win32":
    import resource

log = logging.getLogger(__name__)

OWN_DESCRIPTORS = 40  # files, the listening socket, what libraries hold
SPARE_SHARE = 0.2  # sockets beyond the places: those that come and go
LEAST_SPARE = 8
MOST_OF_SOCKETS = 2 / 3  # of the descriptors, where they are few

REQUESTS, QUICK = 128, 32  # threads that answer
QUEUED = 256  # whole requests that wait for a thread, of each kind
ARRIVING = 256  # connections whose request is not whole yet
# Werkzeug opens one more descriptor at the end of each request.
LEAST_HTTP = 14  # two of everything
HTTP_DESCRIPTORS = 2 * (REQUESTS + QUICK) + 2 * QUEUED + ARRIVING


@dataclass(frozen=True)
class Capacity:
    """How many of each the server takes at once.

    Attributes:
        places: pages that have said hello. sockets: open websockets in all.
        requests: threads that answer over HTTP. quick: further threads for what is
            answered with a few bytes, websocket handshakes above all: slow readers of
            the page's files cannot keep them.
        queued: whole requests that wait for a thread, of each of the two kinds.
        arriving: connections whose request is not whole yet; they have no thread.
    """

    places: int
    sockets: int
    requests: int = REQUESTS
    quick: int = QUICK
    queued: int = QUEUED
    arriving: int = ARRIVING


def capacity(max_sockets: int, descriptors: int | None) -> Capacity:
    """Return what a process with so many descriptors can hold, None for any number."""
    sockets = max_sockets + max(LEAST_SPARE, int(SPARE_SHARE * max_sockets))
    if descriptors is None or descriptors >= _needed(sockets):
        return Capacity(max_sockets, sockets)
    room = max(0, descriptors - OWN_DESCRIPTORS)
    most = min(int(MOST_OF_SOCKETS * room), room - LEAST_HTTP)
    taken = max(2, min(sockets, most))
    share = min(1.0, max(0, room - taken) / HTTP_DESCRIPTORS)
    return Capacity(
        places=max(1, min(max_sockets, taken - max(1, int(SPARE_SHARE * taken)))),
        sockets=taken,
        requests=max(2, int(share * REQUESTS)),
        quick=max(2, int(share * QUICK)),
        queued=max(2, int(share * QUEUED)),
        arriving=max(2, int(share * ARRIVING)),
    )


def of_this_process(max_sockets: int) -> Capacity:
    """Return what this process can hold; raises its limit as far as it may.

    Says so in the log where that is fewer places than `max_sockets`.
    """
    wanted = _needed(capacity(max_sockets, None).sockets)
    descriptors = _descriptors(wanted)
    found = capacity(max_sockets, descriptors)
    if found.places < max_sockets:
        log.warning(
            "this process may open %s files: %s pages can be open at once, not the %s "
            "of MAX_SOCKETS; `ulimit -n %s` before the start allows them",
            *(descriptors, found.places, max_sockets, wanted),
        )
    return found


def _needed(sockets: int) -> int:
    return OWN_DESCRIPTORS + sockets + HTTP_DESCRIPTORS


def _descriptors(wanted: int) -> int | None:
    """Return how many files this process may open, None where nothing limits them."""
    if sys.platform == "win32":
        return None
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY:
        return None
    if soft >= wanted:
        return soft
    more = wanted if hard == resource.RLIM_INFINITY else min(hard, wanted)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (more, hard))
    except (OSError, ValueError):  # macOS has a further limit that it does not tell
        return soft
    return more
