import subprocess
import sys

import numpy as np
import pytest

from app.engine import generators
from app.engine.generators import Shape

ENDLESS = [
    generators.circle,
    generators.xor,
    generators.gauss,
    generators.spiral,
    generators.moons,
    generators.plane,
    generators.bumps,
    generators.sine,
]
N = 4000


def draw(shape: object, n: int = N) -> Shape:
    return shape(n, np.random.default_rng(0))  # type: ignore[operator]


@pytest.mark.parametrize("shape", ENDLESS)
def test_a_larger_set_begins_with_the_smaller_one(shape: object) -> None:
    for few, many in zip(draw(shape, 20), draw(shape, 300), strict=True):
        assert many[:20].tobytes() == few.tobytes()


@pytest.mark.parametrize("shape", ENDLESS)
def test_points_keep_to_about_1(shape: object) -> None:
    x, target = draw(shape)
    assert len(x) == len(target) == N
    assert np.abs(x).max() <= 2.0


def test_circle_is_a_disk_in_a_ring() -> None:
    x, target = draw(generators.circle)
    radius = np.hypot(*x.T)
    assert radius[target == 1.0].max() <= 0.5
    assert radius[target == 0.0].min() >= 0.7
    assert radius.max() <= 1.0
    assert target.mean() == 0.5


def test_xor_is_about_signs() -> None:
    x, target = draw(generators.xor)
    np.testing.assert_array_equal(target == 1.0, x[:, 0] * x[:, 1] > 0.0)
    assert np.abs(x).max() <= 1.0


def test_gauss_is_two_clouds() -> None:
    x, target = draw(generators.gauss)
    for side, center in [(0.0, -0.55), (1.0, 0.55)]:
        cloud = x[target == side]
        np.testing.assert_allclose(cloud.mean(axis=0), center, atol=0.02)
        np.testing.assert_allclose(cloud.std(axis=0), 0.2, atol=0.01)


def test_spiral_turns_as_it_goes_out() -> None:
    x, target = draw(generators.spiral)
    radius = np.hypot(*x.T)
    angle = 3.5 * np.pi * radius + np.pi * target
    np.testing.assert_allclose(x[:, 0], radius * np.cos(angle), atol=1e-12)


def test_moons_are_half_circles_and_their_constants_are_right() -> None:
    x, target = draw(generators.moons, 200_000)
    upper = x[target == 0.0]
    lower = np.array([1.0, 0.5]) - x[target == 1.0]
    for moon in (upper, lower):
        np.testing.assert_allclose(np.hypot(*moon.T), 1.0)
        assert moon[:, 1].min() >= 0.0
    np.testing.assert_allclose(x.mean(axis=0), generators.MOONS_CENTER, atol=0.005)
    np.testing.assert_allclose(x.std(axis=0), generators.MOONS_DEVIATION, atol=0.005)


def test_plane_rises_from_corner_to_corner() -> None:
    x, target = draw(generators.plane)
    np.testing.assert_allclose(target, (x[:, 0] + x[:, 1]) / 2.0)
    assert -1.0 <= target.min() < -0.9
    assert 0.9 < target.max() <= 1.0


def test_bumps_go_up_and_down() -> None:
    target = draw(generators.bumps)[1]
    assert -1.1 < target.min() < -0.9
    assert 0.9 < target.max() < 1.1
    assert np.median(np.abs(target)) < 0.5


def test_sine_is_one_wave() -> None:
    x, target = draw(generators.sine)
    assert x.shape == (N, 1)
    np.testing.assert_array_equal(target, np.sin(np.pi * x[:, 0]))


def test_iris_is_real_and_standardized() -> None:
    x, target = draw(generators.iris, 150)
    np.testing.assert_allclose(x.mean(axis=0), 0.0, atol=1e-12)
    np.testing.assert_allclose(x.std(axis=0), 1.0)
    assert [(target == k).sum() for k in range(3)] == [50, 50, 50]
    # Setosa has the smallest petals by far.
    assert x[target == 0.0].max() < x[target != 0.0].min()


def test_iris_cannot_be_had_in_another_size() -> None:
    with pytest.raises(ValueError, match=r"iris has 150 examples. Got 100"):
        draw(generators.iris, 100)


def test_iris_needs_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generators, "find_spec", lambda name: None)
    generators._iris_file.cache_clear()
    with pytest.raises(ModuleNotFoundError, match="plotly"):
        draw(generators.iris, 150)


def test_iris_does_not_import_its_package() -> None:
    code = (
        "import sys, app.engine as e; e.generate('iris', 150, 0, 0, 0);"
        "sys.exit(bool({'plotly', 'pandas', 'flask'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
