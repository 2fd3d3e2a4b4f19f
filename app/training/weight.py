"""How many bytes of memory things hold: their arrays, and the objects around them."""

from collections import deque
from collections.abc import Iterable
from enum import Enum
from typing import Any

import numpy as np

from app.engine.room import Room

OBJECT_BYTES = 120  # a small object: its head, a few fields, its place in a list
OURS = "app."
# What is too small to look at, or what many hold and nobody owns.
_PASSED_OVER = (str, int, float, type(None), type, np.generic, Enum, Room)


def weigh(*things: object, seen: set[int] | None = None) -> int:
    """Return the bytes that `things` hold, each part once, nothing that is in `seen`.

    Arrays count with the memory that they are views of. What is weighed is put into
    `seen`, where memory that networks take turns in should be: see `in_room`.
    """
    known = set[int]() if seen is None else seen
    todo: list[Any] = list(things)
    total = 0
    while todo:
        thing = todo.pop()
        if isinstance(thing, bytes):
            total += len(thing)
            continue
        if isinstance(thing, _PASSED_OVER) or id(thing) in known:
            continue
        known.add(id(thing))
        total += OBJECT_BYTES
        if isinstance(thing, np.ndarray):
            base = thing
            while isinstance(base.base, np.ndarray):
                base = base.base
            if base is thing or id(base) not in known:
                known.add(id(base))
                total += base.nbytes
        else:
            todo += _parts(thing)
    return total


def _parts(thing: Any) -> Iterable[Any]:
    if isinstance(thing, dict):
        return [*thing.keys(), *thing.values()]
    if isinstance(thing, list | tuple | set | frozenset | deque):
        return list(thing)
    if type(thing).__module__.startswith(OURS):
        return list(getattr(thing, "__dict__", {}).values())
    return []


def in_room(room: Room) -> set[int]:
    """Return what to put into `seen` where networks compute in `room`."""
    return {id(memory) for memory in room.memories()}
