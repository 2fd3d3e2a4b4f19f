import numpy as np
import pytest

from app.engine import Batches

N = 23


def batches(size: int) -> Batches:
    """Examples that can be told apart: example i is the column i, its target -i."""
    numbers = np.arange(float(N))
    return Batches(np.vstack([numbers, np.ones(N)]), -numbers[np.newaxis], size)


def epoch(made: Batches, start: int = 0) -> list[np.ndarray]:
    parts = []
    while start < made.examples:
        x, t, start = made.at(start)
        np.testing.assert_array_equal(x[0], -t[0])
        np.testing.assert_array_equal(x[1], 1.0)
        parts.append(x[0].copy())
    return parts


@pytest.mark.parametrize("size", [1, 5, 10, 22, 23])
def test_an_epoch_is_every_example_once(size: int) -> None:
    made = batches(size)
    made.shuffle(np.random.default_rng(0))
    parts = epoch(made)
    assert [len(part) for part in parts[:-1]] == [size] * (len(parts) - 1)
    np.testing.assert_array_equal(np.sort(np.concatenate(parts)), np.arange(N))


def test_the_order_is_the_generators_permutation_whatever_the_size() -> None:
    expected = np.random.default_rng(7).permutation(N)
    for size in (1, 4, N):
        made = batches(size)
        made.shuffle(np.random.default_rng(7))
        np.testing.assert_array_equal(np.concatenate(epoch(made)), expected)


def test_each_epoch_has_a_new_order_in_the_same_arrays() -> None:
    made = batches(10)
    rng = np.random.default_rng(0)
    made.shuffle(rng)
    first, before = made.at(10), epoch(made)
    made.shuffle(rng)
    assert made.at(10) is first
    assert (np.concatenate(epoch(made)) != np.concatenate(before)).any()


def test_a_batch_is_contiguous() -> None:
    made = batches(5)
    assert all(made.at(start).x.flags.c_contiguous for start in range(0, N, 5))


def test_another_size_in_the_middle_keeps_the_order() -> None:
    made = batches(5)
    rng = np.random.default_rng(3)
    made.shuffle(rng)
    order = np.concatenate(epoch(made))
    made.cut(3, start=10)
    parts = epoch(made, 10)
    assert [len(part) for part in parts] == [3, 3, 3, 3, 1]
    np.testing.assert_array_equal(np.concatenate(parts), order[10:])
    made.shuffle(rng)
    assert [len(part) for part in epoch(made)] == [3] * 7 + [2]


def test_the_caller_keeps_its_arrays() -> None:
    x, t = np.ones((2, 6)), np.zeros((1, 6))
    x[0] = np.arange(6)
    made = Batches(x, t, 2)
    made.shuffle(np.random.default_rng(0))
    np.testing.assert_array_equal(x[0], np.arange(6))
