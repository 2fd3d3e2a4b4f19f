"""Who may have a socket: a place is held by who watches a run, and by nobody else.

A socket comes with a ticket. It is seated once its page has said hello; until then it
holds nothing that a learner needs, and has little time.
"""

import ipaddress
import threading
from collections.abc import Callable
from enum import Enum
from time import monotonic

from app.web.deadlines import Deadline, Deadlines
from app.web.protocol import ErrorCode, ProtocolError
from app.web.retries import Retries

HELLO_SECONDS = 10.0  # in which a socket must have said hello
# Where there is no room for a socket it takes that of one that has not said hello for
# so long, or has not answered a ping for so long.
GRACE_SECONDS = 0.5
SILENT_SECONDS = 5.0
ADDRESS_SHARE = 0.9  # of all places: what one address, not this machine, can take
OPEN_PER_PLACE = 2  # sockets that one browser may have open, over those it may seat

FULL = "the playground is full right now"
TABS = "this browser has too many tabs open ({} at most): close one"
NO_COOKIE = "all places without a cookie are taken: allow cookies for this page"


class Stage(Enum):
    """How far a socket has come."""

    ARRIVED = "arrived"
    SEATED = "seated"
    LEAVING = "leaving"


class Ticket:
    """One socket's right to be there.

    Attributes:
        owner: the browser's name, None without a valid cookie. address: the peer's.
        since: when it arrived; pinged: when it was asked for a sign of life and has not
            given one yet, else None (both of the monotonic clock).
    """

    def __init__(self, lobby: "Lobby", owner: str | None, address: str) -> None:
        self.owner = owner
        self.address = address
        self.stage = Stage.ARRIVED
        self.since = monotonic()
        self.pinged: float | None = None
        self.hello: Deadline | None = None  # when it is dropped without one
        self.ping: Deadline | None = None  # the next one, or when it is given up
        self._lobby = lobby
        self._drop: Callable[[], None] | None = None
        self._is_dropped = False

    def opened(self, drop: Callable[[], None]) -> None:
        """The websocket is open; `drop()` ends its connection and does not wait."""
        self._drop = drop
        if self._is_dropped:
            drop()

    def drop(self) -> None:
        """End the connection; its own threads do the rest."""
        self._is_dropped = True
        if self._drop is not None:
            self._drop()

    def refusal(self) -> ProtocolError | None:
        """Return why there is no place for it, None if there is one."""
        return self._lobby.refusal(self.owner, self.address)

    def seat(self) -> None:
        """Take a place: the page has said hello.

        Raises:
            ProtocolError: there is none, and when to try again.
        """
        self._lobby.seat(self)

    def refused(self, reason: str) -> ProtocolError:
        """Return the error that tells a page why not now, and when to try again."""
        return self._lobby.refused(reason)

    def stand_up(self) -> None:
        """Give the place back: the page has no run. It must say hello again soon."""
        self._lobby.stand_up(self)

    def expect(self, ping: Deadline) -> None:
        """Have `ping` come next, instead of what was expected before."""
        self._lobby.expect(self, ping)

    def leave(self) -> None:
        """Give everything back; the socket is closed, or as good as."""
        self._lobby.leave(self)


class Lobby:
    """Gives tickets and places, and counts them; every method is safe in any thread."""

    def __init__(
        self,
        deadlines: Deadlines,
        places: int,
        sockets: int,
        places_per_browser: int,
        places_without_cookie: int,
    ) -> None:
        self.places = places
        self._sockets = sockets
        self._per_browser = places_per_browser
        self._without_cookie = places_without_cookie
        self._deadlines = deadlines
        self._retries = Retries()
        self._lock = threading.Lock()
        self._tickets: dict[Ticket, None] = {}  # in order of arrival

    def __len__(self) -> int:
        """How many places are taken."""
        with self._lock:
            return len(self._seated())

    def enter(self, owner: str | None, address: str) -> Ticket:
        """Return a ticket for a socket that is about to be opened.

        Raises:
            ProtocolError: there are too many, and when to try again.
        """
        with self._lock:
            open_ones = [t for t in self._tickets if t.stage is not Stage.LEAVING]
            leaving = len(self._tickets) - len(open_ones)
            # Their threads are still there: they, too, must have an end.
            if leaving > self._sockets:
                raise self.refused(FULL)
            self._make_room(open_ones, self._sockets, FULL)
            mine = [t for t in open_ones if t.owner == owner]
            most = OPEN_PER_PLACE * self._places_of(owner)
            self._make_room(mine, most, self._crowd(owner))
            ticket = Ticket(self, owner, address)
            self._tickets[ticket] = None
        self._hurry(ticket)
        return ticket

    def refusal(
        self, owner: str | None, address: str, is_counted: bool = True
    ) -> ProtocolError | None:
        """Return why there is no place for a browser, None if there is one.

        Who only asks is not counted among those who will come back.
        """
        with self._lock:
            reason = self._reason(owner, address)
        return None if reason is None else self.refused(reason, is_counted)

    def seat(self, ticket: Ticket) -> None:
        """Give a place; see `Ticket.seat`."""
        with self._lock:
            if ticket.stage is Stage.SEATED:
                return
            if ticket.stage is Stage.LEAVING:
                raise ProtocolError(ErrorCode.REFUSED, None, "the connection is closed")
            reason = self._reason(ticket.owner, ticket.address)
            if reason is not None:
                raise self.refused(reason)
            seated = self._seated()
            mine = [other for other in seated if other.owner == ticket.owner]
            self._let_go(mine, self._places_of(ticket.owner))
            self._let_go(seated, self.places)
            ticket.stage = Stage.SEATED
            _cancel(ticket.hello)

    def stand_up(self, ticket: Ticket) -> None:
        """Take a place back; see `Ticket.stand_up`."""
        with self._lock:
            if ticket.stage is not Stage.SEATED:
                return
            ticket.stage, ticket.since = Stage.ARRIVED, monotonic()
        self._hurry(ticket)

    def leave(self, ticket: Ticket) -> None:
        """Count a socket no more but for its threads, which are about to end."""
        with self._lock:
            _part(ticket)

    def expect(self, ticket: Ticket, ping: Deadline) -> None:
        """Have a ping come next; see `Ticket.expect`."""
        with self._lock:
            _cancel(ticket.ping)
            ticket.ping = ping
            if ticket.stage is Stage.LEAVING:
                _cancel(ping)

    def end(self, ticket: Ticket) -> None:
        """Forget a socket: its threads are gone, too."""
        with self._lock:
            _part(ticket)
            self._tickets.pop(ticket, None)

    def _hurry(self, ticket: Ticket) -> None:
        deadline = self._deadlines.after(HELLO_SECONDS, ticket.drop)
        with self._lock:
            _cancel(ticket.hello)
            ticket.hello = deadline
            if ticket.stage is not Stage.ARRIVED:
                _cancel(deadline)

    def _reason(self, owner: str | None, address: str) -> str | None:
        """Return why nobody more can be seated; the silent could make room."""
        now = monotonic()
        seated = [t for t in self._seated() if not _is_silent(t, now)]
        mine = sum(ticket.owner == owner for ticket in seated)
        if mine >= self._places_of(owner):
            return self._crowd(owner)
        if len(seated) >= self.places:
            return FULL
        near = sum(ticket.address == address for ticket in seated)
        if not _is_here(address) and near >= max(1, int(ADDRESS_SHARE * self.places)):
            return FULL
        return None

    def _seated(self) -> list[Ticket]:
        return [ticket for ticket in self._tickets if ticket.stage is Stage.SEATED]

    def _make_room(self, group: list[Ticket], most: int, reason: str) -> None:
        """Have less than `most` in a group, or raise; who says nothing makes room."""
        self._let_go(group, most)
        if len(group) >= most:
            raise self.refused(reason)

    def _let_go(self, group: list[Ticket], most: int) -> None:
        """Drop those of a group that are silent, the first first, until one fits in."""
        now = monotonic()
        for ticket in [t for t in group if _is_silent(t, now)]:
            if len(group) < most:
                return
            group.remove(ticket)
            _part(ticket)
            ticket.drop()

    def _places_of(self, owner: str | None) -> int:
        """Return how many places a browser may take; all without a cookie are one."""
        return self._without_cookie if owner is None else self._per_browser

    def _crowd(self, owner: str | None) -> str:
        return NO_COOKIE if owner is None else TABS.format(self._per_browser)

    def refused(self, reason: str, is_counted: bool = True) -> ProtocolError:
        """Return the error for a page that is refused; see `Ticket.refused`."""
        seconds = self._retries.seconds(is_counted)
        return ProtocolError(ErrorCode.BUSY, None, reason, retry_after=seconds)


def _is_silent(ticket: Ticket, now: float) -> bool:
    """Tell whether a socket has kept silent where a page of ours would have spoken."""
    if ticket.stage is Stage.ARRIVED and now - ticket.since > GRACE_SECONDS:
        return True
    return ticket.pinged is not None and now - ticket.pinged > SILENT_SECONDS


def _is_here(address: str) -> bool:
    """Tell whether a peer is on this machine: a proxy's peers all look like that."""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _part(ticket: Ticket) -> None:
    ticket.stage = Stage.LEAVING
    _cancel(ticket.hello)
    _cancel(ticket.ping)


def _cancel(deadline: Deadline | None) -> None:
    if deadline is not None:
        deadline.cancel()
