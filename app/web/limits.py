"""How much one connection may ask for."""

from collections.abc import Callable
from time import monotonic


class TokenBucket:
    """Lets through `rate` takes a second, and `burst` at once."""

    def __init__(
        self, rate: float, burst: float, clock: Callable[[], float] = monotonic
    ) -> None:
        self._rate = rate
        self._burst = burst
        self._clock = clock
        self._tokens = burst
        self._at = clock()

    def take(self) -> bool:
        """Take one token; return False where there is none left."""
        now = self._clock()
        refill = (now - self._at) * self._rate
        self._tokens = min(self._burst, self._tokens + max(refill, 0.0))
        self._at = now
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True
