"""How often one browser may have new networks built, however many pages it opens."""

from collections.abc import Callable
from time import monotonic

from app.web.limits import TokenBucket
from app.web.protocol import ErrorCode, ProtocolError

# A slider that is dragged builds up to forty a second; what that takes is shared fairly
# by the scheduler, so this only keeps scripts within bounds.
REBUILDS_PER_SECOND, REBUILDS_AT_ONCE = 40.0, 80.0
MOST_BROWSERS = 1000


class Rebuilds:
    """A token bucket for each browser; on the trainer thread."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._buckets: dict[str, TokenBucket] = {}

    def take(self, owner: str) -> None:
        """Let one more new network of a browser through.

        Raises:
            ProtocolError: it asks for too many.
        """
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
