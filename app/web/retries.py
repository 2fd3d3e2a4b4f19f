"""When those who were refused should try again: not all at the same moment."""

import random
import threading
from collections import deque
from collections.abc import Callable
from time import monotonic

SOONEST_SECONDS = 4
SPREAD_SECONDS = 5  # at least: whoever is refused together comes back one by one
LATEST_SECONDS = 60
A_SECOND = 20  # so many may come back within one second
WINDOW_SECONDS = 10.0


class Retries:
    """Spreads those who are refused over the next seconds; more of them over more."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._refused: deque[float] = deque(maxlen=LATEST_SECONDS * A_SECOND)

    def seconds(self, is_counted: bool = True) -> int:
        """Return in how many whole seconds to try again.

        One more refusal `is_counted`; who only asks how it stands is none.
        """
        now = self._clock()
        with self._lock:
            if is_counted:
                self._refused.append(now)
            while self._refused and self._refused[0] < now - WINDOW_SECONDS:
                self._refused.popleft()
            spread = max(SPREAD_SECONDS, len(self._refused) // A_SECOND)
        latest = min(LATEST_SECONDS, SOONEST_SECONDS + spread)
        return random.randint(SOONEST_SECONDS, latest)
