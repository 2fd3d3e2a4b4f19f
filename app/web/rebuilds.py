"""Whether a new network may be built: how often for one browser, and how large."""

from collections.abc import Callable
from time import monotonic

from app.training.manager import Manager
from app.training.owners import account_of
from app.training.session import Session
from app.training.settings import Settings
from app.web.limits import TokenBucket
from app.web.protocol import ErrorCode, ProtocolError

# A slider that is dragged builds up to forty a second; what that takes is shared fairly
# by the scheduler, so this only keeps scripts within bounds.
REBUILDS_PER_SECOND, REBUILDS_AT_ONCE = 40.0, 80.0
MOST_BROWSERS = 1000


class Rebuilds:
    """A token bucket for each browser, however many pages it opens.

    All without a cookie are one browser. For the trainer thread.
    """

    def __init__(
        self, manager: Manager, clock: Callable[[], float] = monotonic
    ) -> None:
        self._manager = manager
        self._clock = clock
        self._buckets: dict[str, TokenBucket] = {}

    def admit(self, session: Session, settings: Settings) -> None:
        """Let a session have one more new network, of `settings`.

        Raises:
            ProtocolError: its browser asks for too many.
            BusyError: there is no memory for it.
        """
        self.take(session.owner)
        self._manager.admit(session, settings)

    def take(self, owner: str) -> None:
        """Let one more new network of a browser through.

        Raises:
            ProtocolError: it asks for too many.
        """
        owner = account_of(owner)
        bucket = self._buckets.pop(owner, None)
        if bucket is None:
            bucket = TokenBucket(REBUILDS_PER_SECOND, REBUILDS_AT_ONCE, self._clock)
        self._buckets[owner] = bucket  # the last: it was used last
        if len(self._buckets) > MOST_BROWSERS:
            del self._buckets[next(iter(self._buckets))]
        if not bucket.take():
            raise ProtocolError(
                ErrorCode.BUSY,
                None,
                "too many new networks at once from this browser; wait a second",
            )
