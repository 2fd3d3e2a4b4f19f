import struct
from typing import Any

import numpy as np
import pytest

from app.training.course import Course
from app.training.validation import resolve
from app.web.maps import LARGEST_FLOAT32, Painter, float32, grid, quantized


def painter(**settings: Any) -> Painter:
    course = Course(resolve(settings))
    found = Painter(course)
    found.show(course.theta)
    return found


def cells(picture: Any, units: int) -> np.ndarray[Any, Any]:
    flat = np.frombuffer(picture["cells"], np.int8)
    return flat.reshape(units, picture["rows"], picture["size"])


def test_row_0_is_the_top_and_cells_are_centers() -> None:
    points = Course(resolve({})).problem.points
    places = grid(points, 4)
    reach = -places[0, 0] * 4 / 3
    assert places[0].tolist() == [-reach * 3 / 4, reach * 3 / 4]
    assert places[3].tolist() == [reach * 3 / 4, reach * 3 / 4]
    assert places[-1].tolist() == [reach * 3 / 4, -reach * 3 / 4]


def test_one_input_makes_one_row() -> None:
    found = painter(dataset="sine", wrong_labels=0)
    maps = found.maps()
    assert (maps["size"], maps["rows"]) == (24, 1)
    assert len(maps["cells"]) == 17 * 24


def test_the_map_of_an_input_is_the_input() -> None:
    maps = painter(inputs=["x1", "x2"]).input_maps()
    x1, x2 = cells(maps, 2)
    assert (np.diff(x1.astype(int), axis=1) > 0).all()
    assert (np.diff(x2.astype(int), axis=0) < 0).all()


def test_a_units_map_is_its_activation() -> None:
    found = painter(hidden_layers=[3])
    network = found.course.trainer.network
    work = network.workspace(576)
    work.forward(found._map_x)
    hidden, output = work.activations[1:]
    maps = found.maps()
    scales = np.frombuffer(maps["scales"], "<f4")
    drawn = cells(maps, 4).reshape(4, 576) / 127 * scales[:, np.newaxis]
    bound = scales.max() / 127
    assert np.abs(drawn[:3] - hidden).max() <= bound
    assert np.abs(drawn[3] - (2 * output - 1)).max() <= bound  # blue is class 1


def test_the_output_of_three_classes_has_three_channels() -> None:
    output: Any = painter(dataset="iris", wrong_labels=0).output()
    assert output["channels"] == 3
    values = np.frombuffer(output["cells"], np.int8).reshape(3, -1)
    shares = values.astype(float).sum(axis=0) / 127 * output["scale"]
    assert np.abs(shares - 1).max() < 0.02  # probabilities, on one scale


def test_a_regression_is_drawn_to_its_own_scale() -> None:
    output: Any = painter(dataset="bumps").output()
    assert output["channels"] == 1
    assert np.abs(np.frombuffer(output["cells"], np.int8)).max() == 127


def test_data_with_one_input_gets_a_curve() -> None:
    found = painter(dataset="sine", wrong_labels=0)
    curve: Any = found.output()["curve"]  # type: ignore[typeddict-item]
    x, y = (np.frombuffer(curve[key], "<f4") for key in "xy")
    assert (x[0], x[-1], len(x)) == (-1, 1, 200)
    assert y[100] == pytest.approx(found.probe([float(x[100])])[0], abs=1e-6)


def test_painting_touches_nothing_of_the_training() -> None:
    course = Course(resolve({}))
    course.advance(5)
    before = course.theta.tobytes(), course.trainer.gradient.tobytes()
    found = Painter(course)
    found.show(course.theta * 2)
    found.maps()
    found.output()
    found.probe([0, 0])
    assert (course.theta.tobytes(), course.trainer.gradient.tobytes()) == before


def test_a_probe_needs_the_datas_dimensions() -> None:
    with pytest.raises(ValueError, match="2 coordinates"):
        painter().probe([1.0])


def test_huge_weights_make_pictures_all_the_same() -> None:
    found = painter(activation="linear")
    found.show(np.full_like(found.course.theta, 1e200))
    maps, output = found.maps(), found.output()
    scales = np.frombuffer(maps["scales"], "<f4")
    assert np.isfinite(scales).all()
    assert np.isfinite(output["scale"])  # type: ignore[typeddict-item]


def test_zero_has_no_scale() -> None:
    scales, packed = quantized(np.zeros((2, 3)))
    assert scales.tolist() == [0, 0]
    assert not packed.any()


def test_floats_are_little_endian_and_always_finite() -> None:
    assert float32(np.array([1.5, -2.0])) == struct.pack("<2f", 1.5, -2.0)
    got = struct.unpack("<4f", float32(np.array([1e300, -np.inf, np.nan, 1.0])))
    assert got == (LARGEST_FLOAT32, -LARGEST_FLOAT32, 0.0, 1.0)
