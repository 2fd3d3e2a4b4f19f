import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine import (
    DATASETS,
    FEATURES,
    Points,
    domain,
    features,
    generate,
    output_for,
    targets,
)

EVERY = pytest.mark.parametrize("name", DATASETS)
CLASSES = [name for name, kind in DATASETS.items() if kind.classes]
VALUES = [name for name, kind in DATASETS.items() if not kind.classes]


def make(
    name: str, noise: float = 0.0, wrong: float = 0.0, examples: int = 0, seed: int = 1
) -> Points:
    n = examples or DATASETS[name].default_examples
    return generate(name, n, noise, wrong, seed)


def test_all_are_there() -> None:
    names = "circle xor gauss spiral moons iris plane bumps sine"
    assert " ".join(DATASETS) == names
    assert VALUES == ["plane", "bumps", "sine"]


@EVERY
def test_a_kind_describes_its_points(name: str) -> None:
    kind, points = DATASETS[name], make(name)
    n = kind.default_examples
    assert points.kind is kind
    assert points.x.shape == (n, kind.dimensions)
    assert points.target.shape == points.flipped.shape == (n,)
    assert (kind.task == "classification") == (kind.classes >= 2)
    assert set(kind.default_inputs) <= set(kind.input_names) <= set(FEATURES)
    assert kind.help.endswith(".")
    if kind.classes:
        assert set(points.target) == set(range(kind.classes))


def test_inputs_fit_the_dimensions() -> None:
    assert DATASETS["sine"].input_names == ("x1", "x1_squared", "sin_x1")
    assert DATASETS["iris"].input_names == tuple(FEATURES)
    for name, kind in DATASETS.items():
        assert features(make(name).x, kind.input_names).shape[1] >= 3


@EVERY
def test_inputs_are_about_2(name: str) -> None:
    points = make(name, DATASETS[name].default_noise)
    assert 0.9 <= np.abs(points.x).max() < 3.0
    lo, hi = domain(points)
    assert lo == -hi
    assert np.abs(points.x).max() <= hi


def test_the_domain_holds_everything_in_halves() -> None:
    assert domain(make("sine", 1.0)) == (-1.0, 1.0)
    assert domain(make("xor")) == (-2.5, 2.5)
    wide = make("circle", 1.0, examples=2000)
    hi = domain(wide)[1]
    assert np.abs(wide.x).max() <= hi < np.abs(wide.x).max() + 0.5
    assert (2.0 * hi).is_integer()


@EVERY
def test_the_same_seed_gives_the_same_bytes(name: str) -> None:
    one, other = make(name, 0.2, 10), make(name, 0.2, 10)
    for part in ("x", "target", "flipped"):
        assert getattr(one, part).tobytes() == getattr(other, part).tobytes()
    if name != "iris":
        assert make(name, seed=2).x.tobytes() != make(name).x.tobytes()


@pytest.mark.parametrize("name", [name for name in DATASETS if name != "iris"])
def test_more_examples_keep_the_first_ones(name: str) -> None:
    few, many = make(name, 0.2, examples=50), make(name, 0.2, examples=400)
    assert many.x[:50].tobytes() == few.x.tobytes()
    assert many.target[:50].tobytes() == few.target.tobytes()


@pytest.mark.parametrize("name", CLASSES)
def test_noise_scales_the_same_shift_of_both_coordinates(name: str) -> None:
    kind = DATASETS[name]
    clean, low, high = (make(name, noise) for noise in (0.0, 0.1, 0.3))
    np.testing.assert_allclose(high.x - clean.x, 3.0 * (low.x - clean.x), atol=1e-12)
    np.testing.assert_array_equal(high.target, clean.target)
    shift = (high.x - clean.x) / kind.scale
    np.testing.assert_allclose(shift.std(axis=0), 0.3, rtol=0.2)


@pytest.mark.parametrize("name", VALUES)
def test_noise_of_a_regression_moves_the_target(name: str) -> None:
    clean, low, high = (make(name, noise) for noise in (0.0, 0.1, 0.3))
    np.testing.assert_array_equal(high.x, clean.x)
    shift = high.target - clean.target
    np.testing.assert_allclose(shift, 3.0 * (low.target - clean.target), atol=1e-12)
    assert shift.std() == pytest.approx(0.3, rel=0.2)


def test_moons_are_standardized_by_their_shape_not_by_the_sample() -> None:
    few, many = make("moons", examples=20), make("moons", examples=2000)
    np.testing.assert_array_equal(many.x[:20], few.x)
    np.testing.assert_allclose(many.x.std(axis=0), 1.0, atol=0.05)
    np.testing.assert_allclose(many.x.mean(axis=0), 0.0, atol=0.05)


@given(st.sampled_from(CLASSES), st.integers(0, 50), st.integers(20, 120))
def test_exactly_so_many_labels_are_wrong(name: str, share: int, n: int) -> None:
    n = 150 if name == "iris" else n
    clean, points = make(name, examples=n), make(name, wrong=share, examples=n)
    assert points.flipped.sum() == round(n * share / 100)
    np.testing.assert_array_equal(points.flipped, points.target != clean.target)
    assert set(points.target) <= set(range(points.kind.classes))
    np.testing.assert_array_equal(points.x, clean.x)


def test_more_wrong_labels_keep_the_wrong_ones() -> None:
    few, many = make("xor", wrong=10), make("xor", wrong=30)
    assert many.flipped[few.flipped].all()


def test_a_wrong_flower_may_be_either_of_the_others() -> None:
    clean, points = make("iris"), make("iris", wrong=50)
    pairs = set(zip(clean.target, points.target, strict=True))
    assert len(pairs) == 9


@pytest.mark.parametrize("name", VALUES)
def test_values_cannot_have_wrong_labels(name: str) -> None:
    points = make(name, wrong=50)
    assert not points.flipped.any()
    np.testing.assert_array_equal(points.target, make(name).target)


def test_one_setting_changes_nothing_but_itself() -> None:
    plain, noisy, wrong = make("xor"), make("xor", 0.3, 20), make("xor", 0.0, 20)
    np.testing.assert_array_equal(noisy.flipped, wrong.flipped)
    np.testing.assert_array_equal(wrong.x, plain.x)


def test_targets_are_as_the_loss_sees_them() -> None:
    two = targets(make("xor"), output_for("classification", 2, "cross_entropy"))
    assert two.shape == (1, 200)
    assert set(two[0]) == {0.0, 1.0}
    iris = make("iris")
    three = targets(iris, output_for("classification", 3, "squared_error"))
    assert three.shape == (3, 150)
    np.testing.assert_array_equal(three.sum(axis=0), 1.0)
    np.testing.assert_array_equal(three.argmax(axis=0), iris.target)
    sine = make("sine", 0.1)
    value = targets(sine, output_for("regression", 0, "squared_error"))
    np.testing.assert_array_equal(value, sine.target[np.newaxis])
    assert not np.shares_memory(value, sine.target)


def test_an_output_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match=r"iris needs an output of 3 units. Got 1"):
        targets(make("iris"), output_for("classification", 2, "cross_entropy"))


def test_an_unknown_data_set_is_refused() -> None:
    with pytest.raises(ValueError, match=r"dataset must be one of circle, .* 'mnist'"):
        generate("mnist", 100, 0.0, 0.0, 0)
