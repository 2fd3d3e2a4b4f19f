"""Which HTTP requests for files are answered: whose, how often, how many at once."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from weakref import WeakKeyDictionary

from flask import request

from app.training.manager import Manager
from app.training.owners import is_stranger
from app.training.scheduler import Scheduler
from app.training.session import Session
from app.web.identity import Browsers
from app.web.limits import TokenBucket
from app.web.protocol import ErrorCode, ProtocolError

FILES_PER_SECOND, FILES_AT_ONCE = 0.5, 6.0
WAIT_SECONDS = 5.0
MOST_UPLOADS = 8  # bodies in memory at once
_SAME_SITE = (None, "same-origin")


class FileRequests:
    """Lets a page's own requests through, one at a time: they take time and memory."""

    def __init__(
        self, scheduler: Scheduler, manager: Manager, browsers: Browsers
    ) -> None:
        self._scheduler = scheduler
        self._manager = manager
        self._browsers = browsers
        self._turn = threading.BoundedSemaphore(1)
        self._uploads = threading.BoundedSemaphore(MOST_UPLOADS)
        self._buckets: WeakKeyDictionary[Session, TokenBucket] = WeakKeyDictionary()

    @contextmanager
    def admitted(self) -> Iterator[Session]:
        """Give the session that the request names as `run`, for as long as it lasts.

        Raises:
            ProtocolError: another site asks, there is no such session of this browser,
                it asks too often, or too many others ask just now.
        """
        session = self._session()
        with _taken(self._turn):
            yield session

    @contextmanager
    def uploaded(self, most: int) -> Iterator[tuple[Session, bytes]]:
        """Give the session and the body of at most `most` bytes.

        A body that comes slowly does not hold up those who are there already.

        Raises:
            ProtocolError: as `admitted`.
            RequestEntityTooLarge: the body is longer.
        """
        request.max_content_length = most
        session = self._session()
        with _taken(self._uploads):
            data = request.get_data(cache=False)
            with _taken(self._turn):
                yield session, data

    def _session(self) -> Session:
        # Another site can send a request, but it does not know the name of a run.
        if request.headers.get("Sec-Fetch-Site") not in _SAME_SITE:
            raise ProtocolError(
                ErrorCode.REFUSED, None, "Another site may not ask for files."
            )
        session_id = request.args.get("run", "")
        session = self._scheduler.call(None, lambda: self._admit(session_id))
        if session is None or not self._is_own(session):
            raise ProtocolError(
                ErrorCode.NO_RUN,
                None,
                "The server does not know this run any more; reload the page.",
            )
        return session

    def _admit(self, session_id: str) -> Session | None:
        """Find a session and count the request; on the trainer thread."""
        session = self._manager.get(session_id)
        if session is None:
            return None
        bucket = self._buckets.setdefault(
            session, TokenBucket(FILES_PER_SECOND, FILES_AT_ONCE)
        )
        if not bucket.take():
            raise _busy("Too many files at once; try again in a few seconds.")
        return session

    def _is_own(self, session: Session) -> bool:
        """Tell whether the request comes from the session's browser.

        One that takes no cookies cannot show that; it knows the session's name.
        """
        owner = self._browsers.read(request.cookies.get(self._browsers.cookie))
        return session.owner == owner or is_stranger(session.owner)


@contextmanager
def _taken(places: threading.BoundedSemaphore) -> Iterator[None]:
    """Hold one of so many places, or raise ProtocolError where none gets free."""
    if not places.acquire(timeout=WAIT_SECONDS):
        raise _busy("The server is busy with other files; try again in a moment.")
    try:
        yield
    finally:
        places.release()


def _busy(message: str) -> ProtocolError:
    return ProtocolError(ErrorCode.BUSY, None, message)
