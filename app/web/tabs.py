"""Tabs that were duplicated: two pages with one name, and a run for each."""

import threading

from app.training.manager import Manager
from app.training.scheduler import Scheduler
from app.web.messages import Hello

# A page that is loaded again may say hello before the connection of the page before
# it is known to have ended.
LEAVING_SECONDS = 1.0


class Tabs:
    """Tells a tab that was loaded again from one that was duplicated.

    Of the one the page before is gone at once; of the other it stays connected.
    """

    def __init__(self, scheduler: Scheduler, manager: Manager) -> None:
        self._scheduler = scheduler
        self._manager = manager
        self._news = threading.Condition()

    def is_taken(self, owner: str, message: Hello) -> bool:
        """Tell whether another page is there under the same name, on any thread."""
        return self._scheduler.call(
            None, self._manager.is_taken, owner, message.tab, message.run, message.page
        )

    def wait(self, owner: str, message: Hello) -> None:
        """Wait a moment for another page under the same name to be gone."""
        if not self.is_taken(owner, message):  # nearly always; without a lock
            return
        with self._news:
            self._news.wait_for(
                lambda: not self.is_taken(owner, message), LEAVING_SECONDS
            )

    def left(self) -> None:
        """Take in that a page is gone."""
        with self._news:
            self._news.notify_all()
