from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from app.engine import Split, split

Labels = NDArray[np.intp]
SHARES = st.tuples(st.integers(0, 80), st.integers(0, 80)).filter(
    lambda shares: sum(shares) <= 100
)


def sets(parts: Split) -> tuple[set[int], set[int], set[int]]:
    return set(parts.train), set(parts.validation), set(parts.test)


def codes(parts: Split, n: int) -> Labels:
    """Return the set of each point as 0, 1 or 2."""
    found = np.full(n, -1)
    for code, rows in enumerate((parts.train, parts.validation, parts.test)):
        found[rows] = code
    return found


def moved(one: Split, other: Split, n: int) -> int:
    return int(np.count_nonzero(codes(one, n) != codes(other, n)))


@st.composite
def labelled(draw: st.DrawFn, classes: tuple[int, int] = (1, 5)) -> Labels:
    """Return the classes of some points, in any order; a class may be a rare one."""
    sizes = draw(st.lists(st.integers(1, 90), min_size=classes[0], max_size=classes[1]))
    labels = np.repeat(np.arange(len(sizes)), sizes)
    return np.random.default_rng(draw(st.integers(0, 2**32 - 1))).permutation(labels)


@given(st.integers(20, 300), st.integers(0, 80), st.integers(0, 80), st.integers(0, 99))
def test_every_point_is_in_one_set_and_shares_are_floors(
    n: int, validation: int, test: int, seed: int
) -> None:
    if validation + test > 100:
        return
    parts = split(n, validation, test, seed)
    assert len(parts.validation) == n * validation // 100
    assert len(parts.test) == n * test // 100
    every = np.concatenate([parts.train, parts.validation, parts.test])
    np.testing.assert_array_equal(np.sort(every), np.arange(n))


@given(labelled(), SHARES, st.integers(0, 999_999))
def test_each_class_is_in_proportion_in_each_set(
    labels: Labels, shares: tuple[int, int], seed: int
) -> None:
    n = len(labels)
    parts = split(n, *shares, seed, labels)
    every = np.concatenate([parts.train, parts.validation, parts.test])
    np.testing.assert_array_equal(np.sort(every), np.arange(n))
    assert len(parts.validation) == n * shares[0] // 100
    assert len(parts.test) == n * shares[1] // 100
    for rows in (parts.train, parts.validation, parts.test):
        for label in np.unique(labels):
            size = int(np.count_nonzero(labels == label))
            held = int(np.count_nonzero(labels[rows] == label))
            assert abs(held - Fraction(size * len(rows), n)) < 1


@given(labelled(), SHARES, st.integers(0, 999_999))
def test_classes_are_dealt_the_same_way_again(
    labels: Labels, shares: tuple[int, int], seed: int
) -> None:
    one, other = (split(len(labels), *shares, seed, labels) for _ in range(2))
    for name in ("train", "validation", "test"):
        assert getattr(one, name).tobytes() == getattr(other, name).tobytes()


@given(labelled(), SHARES, st.integers(0, 999_999))
def test_within_a_class_the_seed_alone_decides_who_goes_where(
    labels: Labels, shares: tuple[int, int], seed: int
) -> None:
    order = split(len(labels), 100, 0, seed).validation
    parts = codes(split(len(labels), *shares, seed, labels), len(labels))[order]
    for label in range(5):
        of_class = parts[labels[order] == label]
        first, last = np.flatnonzero(of_class == 1), np.flatnonzero(of_class == 2)
        assert first.tolist() == list(range(len(first)))
        assert last.tolist() == list(range(len(of_class) - len(last), len(of_class)))


@given(labelled((2, 2)), SHARES, st.integers(0, 100), st.integers(0, 99))
def test_of_two_classes_another_share_moves_no_more_points_than_it_must(
    labels: Labels, shares: tuple[int, int], other: int, seed: int
) -> None:
    validation, test = min(other, 100 - shares[1]), shares[1]
    one = split(len(labels), *shares, seed, labels)
    two = split(len(labels), validation, test, seed, labels)
    must = abs(len(one.validation) - len(two.validation))
    assert moved(one, two, len(labels)) == must


@given(labelled((3, 5)), SHARES, st.integers(0, 100), st.integers(0, 99))
def test_of_more_classes_another_share_moves_few_more(
    labels: Labels, shares: tuple[int, int], other: int, seed: int
) -> None:
    validation, test = min(other, 100 - shares[1]), shares[1]
    one = split(len(labels), *shares, seed, labels)
    two = split(len(labels), validation, test, seed, labels)
    must = abs(len(one.validation) - len(two.validation))
    assert moved(one, two, len(labels)) <= must + 4


def test_by_hand() -> None:
    """Of 10 points, 7 of one class: 2.8 and 1.2 of 4, 2.1 and 0.9 of 3."""
    labels = np.array([0, 0, 1, 0, 0, 1, 0, 0, 1, 0])
    parts = split(10, 40, 30, 5, labels)
    counts = [
        np.bincount(labels[rows], minlength=2).tolist()
        for rows in (parts.train, parts.validation, parts.test)
    ]
    assert counts == [[2, 1], [3, 1], [2, 1]]


@given(st.integers(20, 300), SHARES, st.integers(0, 99))
def test_without_classes_the_sets_are_cut_out_of_one_order(
    n: int, shares: tuple[int, int], seed: int
) -> None:
    order = split(n, 100, 0, seed).validation
    parts = split(n, *shares, seed)
    together = np.concatenate([parts.validation, parts.train, parts.test])
    np.testing.assert_array_equal(together, order)


def test_another_share_moves_no_more_points_than_it_must() -> None:
    before, after = split(200, 20, 40, 1), split(200, 30, 40, 1)
    train, validation, test = sets(before)
    train_now, validation_now, test_now = sets(after)
    assert test_now == test
    assert validation < validation_now
    assert validation_now - validation == train - train_now


def test_another_seed_deals_anew() -> None:
    assert sets(split(200, 30, 40, 1)) != sets(split(200, 30, 40, 2))


def test_the_same_seed_deals_the_same() -> None:
    one, other = split(200, 30, 40, 1), split(200, 30, 40, 1)
    assert one.train.tobytes() == other.train.tobytes()


def test_sets_may_be_empty() -> None:
    parts = split(50, 0, 0, 0)
    assert (len(parts.train), len(parts.validation), len(parts.test)) == (50, 0, 0)


@pytest.mark.parametrize(("validation", "test"), [(60, 41), (-1, 0)])
def test_shares_beyond_the_whole_are_refused(validation: int, test: int) -> None:
    with pytest.raises(ValueError, match="0 to 100 percent together"):
        split(100, validation, test, 0)
