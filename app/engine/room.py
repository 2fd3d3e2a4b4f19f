"""The memory that workspaces compute in, shared by all networks of one thread.

What a forward and a backward pass leave behind is read at once, so networks that take
turns on one thread need it only once, however many they are. By itself every workspace
has memory of its own; whoever runs many networks on one thread says `with sharing():`
around all of it.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from math import prod

import numpy as np

from app.engine.arrays import Array

# Each array begins on a line of the processor's cache.
ALIGNED_NUMBERS, ALIGNED_BYTES = 8, 64

Shape = tuple[int, ...]


class Block:
    """One piece of memory, and whose numbers are in it.

    Attributes:
        user: the mark of the workspace that has written here last, or None.
    """

    __slots__ = ("_memory", "user")

    def __init__(self, numbers: int) -> None:
        spare = np.zeros(numbers + ALIGNED_NUMBERS)
        skip = -spare.ctypes.data % ALIGNED_BYTES // spare.itemsize
        self._memory = spare[skip : skip + numbers]
        self.user: object = None

    @property
    def memory(self) -> Array:
        """The array that all others here are views of."""
        base = self._memory.base
        return self._memory if base is None else base

    def arrays(self, shapes: Sequence[Shape]) -> list[Array]:
        """Return an array of each of these shapes, one behind the other."""
        arrays, start = [], 0
        for shape in shapes:
            stop = start + prod(shape)
            arrays.append(self._memory[start:stop].reshape(shape))
            start = _aligned(stop)
        return arrays


class Room:
    """Blocks for workspaces of one thread: one of each size, a power of two.

    All of them together are smaller than twice the largest.
    """

    def __init__(self) -> None:
        self._blocks: dict[int, Block] = {}

    @property
    def nbytes(self) -> int:
        """How much memory all blocks take, in bytes."""
        return sum(memory.nbytes for memory in self.memories())

    def memories(self) -> list[Array]:
        """Return the arrays that everything computed here is a view of."""
        # A copy, as another thread may ask.
        return [block.memory for block in list(self._blocks.values())]

    def block(self, numbers: int) -> Block:
        """Return the block with room for so many numbers; others use it, too."""
        size = 1 << max(numbers - 1, 0).bit_length()
        block = self._blocks.get(size)
        if block is None:
            block = self._blocks[size] = Block(size)
        return block


_SHARED: ContextVar[Room | None] = ContextVar("shared_room", default=None)


def block_for(shapes: Sequence[Shape], room: Room | None) -> Block:
    """Return a block that holds arrays of these shapes, of its own without a room."""
    numbers = sum(_aligned(prod(shape)) for shape in shapes)
    return Block(numbers) if room is None else room.block(numbers)


def shared_room() -> Room | None:
    """Return the room that networks made here share; None: each has its own."""
    return _SHARED.get()


@contextmanager
def sharing(room: Room) -> Iterator[None]:
    """Have the networks that this thread makes from now on compute in `room`.

    They must be used on this thread only.
    """
    before = _SHARED.set(room)
    try:
        yield
    finally:
        _SHARED.reset(before)


def _aligned(numbers: int) -> int:
    return -(-numbers // ALIGNED_NUMBERS) * ALIGNED_NUMBERS
