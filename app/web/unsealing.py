"""Finding the test errors of earlier epochs once the test set was opened."""

from collections.abc import Generator
from concurrent.futures import Future
from typing import Any

from app.training.course import Course
from app.training.scheduler import Scheduler
from app.training.session import Session
from app.web.publisher import Publisher

Answer = dict[str, Any]


class Unsealing:
    """Works in the trainer thread's spare time, once for each course."""

    def __init__(self, scheduler: Scheduler, publisher: Publisher) -> None:
        self._scheduler = scheduler
        self._publisher = publisher
        self._going: dict[Course, Future[Answer]] = {}

    def begin(self, session: Session) -> Answer | Future[Answer]:
        """Begin, if it is not done yet, for the course that the session has now."""
        course = session.run.course
        if not course.history.sealed:
            return {}
        known = self._going.get(course)
        if known is not None:
            return known
        future = self._scheduler.spawn(self._pieces(session, course), session.owner)
        self._going[course] = future
        future.add_done_callback(lambda _: self._going.pop(course, None))
        return future

    def _pieces(
        self, session: Session, course: Course
    ) -> Generator[object, None, Answer]:
        yield from course.unsealing()
        if session.run.course is course:
            self._publisher.renew(session)
            self._scheduler.show(session)
        return {}
