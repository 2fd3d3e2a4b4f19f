"""Whose runs are whose: a browser's name, or that of a visitor who takes no cookies.

A visitor without a cookie is a new one with every connection. So that nobody gets more
by taking none, all of them together have what one browser has.
"""

import secrets

STRANGER = "stranger-"


def stranger() -> str:
    """Return a name for a connection without a cookie: nobody else has it."""
    return STRANGER + secrets.token_urlsafe(16)


def is_stranger(owner: str) -> bool:
    """Tell whether a name is that of a connection without a cookie."""
    return owner.startswith(STRANGER)


def account_of(owner: str) -> str:
    """Return the name by which an owner's share is counted: one for all strangers."""
    return STRANGER if is_stranger(owner) else owner
