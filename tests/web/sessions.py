"""Sessions without a scheduler: the tests are the trainer thread."""

from typing import Any

from app.training.session import Session
from app.training.validation import resolve

LONG = {"early_stopping": False, "max_epochs": 20_000}


def session(**settings: Any) -> Session:
    return Session("owner", "tab", resolve(LONG | settings))


def train(session: Session, updates: int) -> None:
    session.play()
    session.run.advance(updates)
