import numpy as np
import pytest

from app.engine import INITIALIZERS, Layout, initialize

N_IN, N_OUT = 300, 200
VARIANCES = {
    "glorot_uniform": 2.0 / (N_IN + N_OUT),
    "glorot_normal": 2.0 / (N_IN + N_OUT),
    "he_normal": 2.0 / N_IN,
    "lecun_normal": 1.0 / N_IN,
    "small_uniform": 1.0 / 12.0,
    "zeros": 0.0,
}
EVERY = pytest.mark.parametrize("name", VARIANCES)


def test_all_are_there() -> None:
    assert set(INITIALIZERS) == set(VARIANCES)
    assert all(each.formula and each.help for each in INITIALIZERS.values())


@EVERY
def test_the_variance_is_the_published_one(name: str) -> None:
    weights = INITIALIZERS[name].draw(np.random.default_rng(0), N_IN, N_OUT)
    assert weights.shape == (N_OUT, N_IN)
    assert weights.var() == pytest.approx(VARIANCES[name], rel=0.03)
    assert abs(weights.mean()) < 0.01


def test_uniform_ones_keep_to_their_limits_and_normal_ones_are_not_cut() -> None:
    rng = np.random.default_rng(0)
    limit = np.sqrt(6.0 / (N_IN + N_OUT))
    glorot = np.abs(INITIALIZERS["glorot_uniform"].draw(rng, N_IN, N_OUT))
    assert 0.999 * limit < glorot.max() <= limit
    assert np.abs(INITIALIZERS["small_uniform"].draw(rng, N_IN, N_OUT)).max() <= 0.5
    for name in ("glorot_normal", "he_normal", "lecun_normal"):
        weights = np.abs(INITIALIZERS[name].draw(rng, N_IN, N_OUT))
        assert weights.max() > 3.0 * np.sqrt(VARIANCES[name])


@EVERY
def test_biases_are_0_and_weights_come_from_the_seed_alone(name: str) -> None:
    layout = Layout((2, 8, 8, 1))
    theta = initialize(layout, name, np.random.default_rng(5))
    assert (theta[layout.weight_mask == 0.0] == 0.0).all()
    assert (theta[layout.weight_mask == 1.0] != 0.0).all() == (name != "zeros")
    again = initialize(layout, name, np.random.default_rng(5))
    assert theta.tobytes() == again.tobytes()


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(ValueError, match=r"initializer must be one of .* Got 'orthog'"):
        initialize(Layout((2, 1)), "orthog", np.random.default_rng(0))
