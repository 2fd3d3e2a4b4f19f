"""Memory that networks of one thread share."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine import ACTIVATIONS, Layout, Network, output_for
from app.engine.room import Block, Room, shared_room, sharing


def network(hidden: list[int], seed: int) -> Network:
    output = output_for("classification", 2, "cross_entropy")
    made = Network(Layout([2, *hidden, 1]), ACTIVATIONS["tanh"], output)
    made.theta[:] = np.random.default_rng(seed).normal(size=made.theta.size)
    return made


def batch(columns: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    x = np.vstack([rng.normal(size=(2, columns)), np.ones((1, columns))])
    return x, (rng.random((1, columns)) > 0.5).astype(np.float64)


def computed(
    made: Network, columns: int, seed: int, masked: bool
) -> tuple[bytes, bytes, bytes]:
    """What a forward and a backward pass give, as bytes."""
    x, t = batch(columns, seed)
    masks = None
    if masked:
        masks = [np.full((n, columns), 1.25) for n in made.layout.sizes[1:-1]]
    work = made.workspace(columns)
    output = work.forward(x, masks).tobytes()
    errors = work.errors(t).tobytes()
    work.backward(t)
    return output, errors, made.grad.tobytes()


turns = st.lists(
    st.tuples(st.integers(0, 2), st.integers(1, 40), st.integers(0, 9), st.booleans()),
    min_size=1,
    max_size=12,
)


@given(turns)
def test_networks_that_take_turns_compute_the_same_bytes_as_alone(
    order: list[tuple[int, int, int, bool]],
) -> None:
    hidden = [[3], [4, 4], []]
    with sharing(Room()):
        together = [network(sizes, n) for n, sizes in enumerate(hidden)]
    for which, columns, seed, masked in order:
        alone = network(hidden[which], which)
        expected = computed(alone, columns, seed, masked)
        assert computed(together[which], columns, seed, masked) == expected


def test_backward_needs_its_own_forward_right_before() -> None:
    with sharing(Room()):
        one, two = network([3], 1), network([3], 2)
    x, t = batch(5, 0)
    one.workspace(5).forward(x)
    two.workspace(5).forward(x)
    with pytest.raises(RuntimeError, match="forward must come right before"):
        one.workspace(5).backward(t)
    with pytest.raises(RuntimeError, match="forward must come right before"):
        one.workspace(5).errors(t)
    two.workspace(5).backward(t)


def test_however_many_networks_there_are_the_memory_is_that_of_the_largest() -> None:
    room = Room()
    with sharing(room):
        first = network([32] * 5, 0)
        first.workspace(2000)
        once = room.nbytes
        for seed in range(30):
            network([32] * 5, seed).workspace(2000)
            network([32 - seed] * 5, seed).workspace(2000 - 60 * seed)
    assert room.nbytes < 2 * once
    assert once > 8 * 2000 * 5 * 33 * 4


def test_only_networks_made_inside_share() -> None:
    room = Room()
    assert network([3], 0).room is None
    with sharing(room):
        assert shared_room() is room
        assert network([3], 0).room is room
        assert network([3], 0).copy().room is room
    assert shared_room() is None
    assert network([3], 0).room is None


def test_arrays_of_a_block_do_not_overlap_and_are_aligned() -> None:
    block = Block(100)
    arrays = block.arrays([(3, 5), (0, 4), (7,)])
    assert [array.shape for array in arrays] == [(3, 5), (0, 4), (7,)]
    for number, array in enumerate(arrays):
        array[...] = number
    assert (arrays[0] == 0).all()
    assert (arrays[2] == 2).all()
    assert arrays[2].ctypes.data % 64 == 0
