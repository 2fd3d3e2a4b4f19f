import numpy as np
import pytest

from app.engine import DropoutBank, Layout

LAYOUT = Layout((2, 5, 3, 1))


def bank(examples: int = 40, seed: int = 0) -> DropoutBank:
    made = DropoutBank(LAYOUT, examples, np.random.default_rng(seed))
    made.draw()
    return made


def test_there_is_a_mask_for_each_hidden_layer() -> None:
    masks = bank().masks(10, 25, 0.3)
    assert [mask.shape for mask in masks] == [(5, 15), (3, 15)]


def test_a_factor_is_0_or_scaled_up() -> None:
    values = np.unique(np.concatenate(bank().masks(0, 40, 0.2)))
    np.testing.assert_allclose(values, [0.0, 1.25])


@pytest.mark.parametrize("rate", [0.1, 0.5, 0.9])
def test_the_expected_factor_is_1(rate: float) -> None:
    masks = np.concatenate(bank(20_000).masks(0, 20_000, rate))
    assert masks.mean() == pytest.approx(1.0, abs=0.03)
    assert (masks == 0.0).mean() == pytest.approx(rate, abs=0.01)


def test_each_epoch_has_new_masks() -> None:
    drawn = bank()
    before = drawn.masks(0, 40, 0.5)[0].copy()
    drawn.draw()
    assert (drawn.masks(0, 40, 0.5)[0] != before).any()


def test_the_cut_into_batches_does_not_change_an_examples_mask() -> None:
    drawn = bank()
    whole = drawn.masks(0, 40, 0.5)[1].copy()
    parts = [drawn.masks(i, i + 8, 0.5)[1] for i in range(0, 40, 8)]
    np.testing.assert_array_equal(np.concatenate(parts, axis=1), whole)


def test_a_higher_rate_drops_more_of_the_same_units() -> None:
    drawn = bank()
    few = drawn.masks(0, 40, 0.2)[0] == 0.0
    many = drawn.masks(0, 40, 0.6)[0] == 0.0
    assert many[few].all()
    assert many.sum() > few.sum()


def test_a_bank_goes_on_to_the_same_bytes() -> None:
    first = bank()
    second = DropoutBank(LAYOUT, 40, np.random.default_rng(99))
    second.load(first.uniforms)
    second.rng.bit_generator.state = first.rng.bit_generator.state
    for _ in range(2):
        for one, other in zip(
            first.masks(0, 40, 0.3), second.masks(0, 40, 0.3), strict=True
        ):
            assert one.tobytes() == other.tobytes()
        first.draw()
        second.draw()


def test_without_hidden_layers_there_is_nothing_to_drop() -> None:
    empty = DropoutBank(Layout((2, 1)), 10, np.random.default_rng(0))
    empty.draw()
    assert empty.masks(0, 5, 0.5) == []
