"""Whose turn it is: the trainer's time is shared by browser, not by run.

Each browser has an account of the time that was spent on it, whatever for: updates,
pictures, commands, new networks. Whoever has used least is served next; who was idle
begins where the others are, and saves nothing up. Times come from outside.
"""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from app.training.jobs import Jobs
from app.training.owners import account_of
from app.training.session import Session

# A browser's commands are done at once while it has had at most so much more time
# than the others that wait; after that in its turn.
LEAD_SECONDS = 0.1


@dataclass(frozen=True)
class Call:
    """What somebody wants done; `session` is whom it concerns, if anybody."""

    session: Session | None
    function: Callable[[], Any]
    future: Future[Any]


@dataclass(eq=False)
class Account:
    """One browser's runs, jobs and commands, and how much time they have had.

    Attributes:
        owner: the browser. used: seconds, on a clock that all accounts share.
        calls: commands to be done.
        turns: its runs, and all its jobs together, in the order of their turns.
    """

    owner: str
    used: float = 0.0
    jobs: Jobs = field(default_factory=Jobs)
    calls: deque[Call] = field(default_factory=deque)
    turns: deque[Session | Jobs] = field(default_factory=deque)

    def __post_init__(self) -> None:
        # All jobs of a browser have one turn: however many, no run waits longer.
        self.turns.append(self.jobs)

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to serve."""
        return len(self.turns) == 1 and not self.jobs and not self.calls


class Shares:
    """All accounts. For one thread only."""

    def __init__(self) -> None:
        self._accounts: dict[str, Account] = {}
        self._floor = 0.0  # what those that wait have used at least

    def __iter__(self) -> Iterator[Account]:
        """Return all accounts."""
        return iter(list(self._accounts.values()))

    def of(self, owner: str) -> Account:
        """Return a browser's account; all without a cookie have one together."""
        name = account_of(owner)
        account = self._accounts.get(name)
        if account is None:
            account = self._accounts[name] = Account(name, self._floor)
        return account

    def charge(self, owner: str, seconds: float) -> None:
        """Put time that was spent on a browser on its account."""
        account = self.of(owner)
        account.used = max(account.used, self._floor) + seconds

    def lead(self, account: Account) -> float:
        """Return how many seconds more it had than those that wait for a turn."""
        return account.used - self._floor

    def next(self, has_work: Callable[[Account], bool]) -> Account | None:
        """Return the account that has used least of those that `has_work`, or None."""
        best, least = None, float("inf")
        for account in self._accounts.values():
            used = max(account.used, self._floor)
            if used < least and has_work(account):
                best, least = account, used
        if best is not None:
            self._floor = least
        return best

    def forget_idle(self) -> None:
        """Forget accounts without anything to serve, and without debts."""
        for owner, account in list(self._accounts.items()):
            if account.is_empty and account.used <= self._floor:
                del self._accounts[owner]
