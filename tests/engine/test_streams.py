import numpy as np

from app.engine import Stream, stream


def test_the_same_seed_and_purpose_give_the_same_numbers() -> None:
    for purpose in Stream:
        numbers = stream(5, purpose).random(4).tobytes()
        assert stream(5, purpose).random(4).tobytes() == numbers


def test_each_purpose_and_seed_has_numbers_of_its_own() -> None:
    first = {
        float(stream(seed, purpose).random())
        for seed in (0, 1, 999_999)
        for purpose in Stream
    }
    assert len(first) == 3 * len(Stream)


def test_the_streams_stay_what_they_were() -> None:
    # Runs that people have saved depend on these numbers.
    assert [int(purpose) for purpose in Stream] == list(range(7))
    expected = np.random.default_rng([3, 4]).random(3)
    np.testing.assert_array_equal(stream(3, Stream.WEIGHTS).random(3), expected)
