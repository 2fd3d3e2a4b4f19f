import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine import Split, split


def sets(parts: Split) -> tuple[set[int], set[int], set[int]]:
    return set(parts.train), set(parts.validation), set(parts.test)


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
