"""Pictures of a network over the input plane, computed by the engine.

A picture is int8 cells and a scale: value = cell / 127 * scale. Row 0 is the top (the
largest x2), cells stand at the centers of a regular grid over the data's domain.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from app.engine import Array, Network, Points, Workspace, as_columns, domain, features
from app.training.course import Course
from app.web.payloads import MapsPayload, OutputCurvePayload, OutputPayload
from app.web.protocol import CELL_LIMIT, CURVE_POINTS, MAP_SIZE, OUTPUT_SIZE

LARGEST_FLOAT32 = float(np.finfo(np.float32).max)


def grid(points: Points, size: int) -> Array:
    """Return the cells' centers (rows * size, d), row by row from the top.

    Data with one input has one row.
    """
    return _grid(*domain(points), size, points.kind.dimensions)


# A class opens the same few data sets.
@lru_cache(maxsize=16)
def _grid(low: float, high: float, size: int, dimensions: int) -> Array:
    across = low + (np.arange(size) + 0.5) * (high - low) / size
    if dimensions == 1:
        cells = across[:, np.newaxis]
    else:
        x1, x2 = np.meshgrid(across, across[::-1])
        cells = np.stack([x1.ravel(), x2.ravel()], axis=1)
    cells.setflags(write=False)
    return cells


def float32(values: Array) -> bytes:
    """Return little-endian float32 bytes; what does not fit is clipped, NaN is 0."""
    clipped = np.clip(values, -LARGEST_FLOAT32, LARGEST_FLOAT32)
    packed = clipped.astype("<f4")
    if not np.isfinite(packed.sum(dtype=np.float64)):
        packed = np.nan_to_num(packed)
    return packed.tobytes()


def quantized(values: Array) -> tuple[Array, NDArray[np.int8]]:
    """Return the scale (n,) of each row of values (n, cells), and the int8 cells.

    A row of zeros has the scale 0. Values that are not finite are drawn as the
    largest number that the wire can carry, NaN as 0.
    """
    scales = np.abs(values).max(axis=1)
    if not np.isfinite(scales).all() or scales.max() > LARGEST_FLOAT32:
        values = np.nan_to_num(values, posinf=LARGEST_FLOAT32, neginf=-LARGEST_FLOAT32)
        values = np.clip(values, -LARGEST_FLOAT32, LARGEST_FLOAT32)
        scales = np.abs(values).max(axis=1)
    factors = np.divide(CELL_LIMIT, scales, out=np.zeros_like(scales), where=scales > 0)
    return scales, np.rint(values * factors[:, np.newaxis]).astype(np.int8)


class Painter:
    """Computes the pictures of one course's network, with buffers made once.

    It has a network of its own, so that painting touches nothing of the training and
    can show other weights than the last ones.
    """

    def __init__(self, course: Course) -> None:
        problem = course.problem
        network = course.trainer.network
        self.course = course
        self._points = problem.points
        self._inputs = course.settings.inputs
        self._network = Network(network.layout, network.activation, network.output)
        self._is_binary = problem.output.name == "sigmoid"
        self._is_line = self._points.kind.dimensions == 1
        self._map_x = self._columns(grid(self._points, MAP_SIZE))
        self._map_work = Workspace(self._network, self._map_x.shape[1])
        self._output_x = self._columns(self._output_grid())
        self._output_work = Workspace(self._network, self._output_x.shape[1])
        self._one = Workspace(self._network, 1)

    def show(self, theta: Array) -> None:
        """Take the weights (P,) that the next pictures show."""
        self._network.theta[:] = theta

    def input_maps(self) -> MapsPayload:
        """Return the maps of the inputs, which no training changes."""
        return self._maps(self._map_x[:-1])

    def maps(self) -> MapsPayload:
        """Return the maps of all units of layers 1 to L, in order.

        The output of a network that tells two classes apart goes from -1 to 1.
        """
        with np.errstate(all="ignore"):
            self._map_work.forward(self._map_x)
            units = np.concatenate(self._map_work.activations[1:])
        if self._is_binary:
            units[-1] = 2 * units[-1] - 1
        return self._maps(units)

    def output(self) -> OutputPayload | OutputCurvePayload:
        """Return the output over the plane, or the curve of data with one input."""
        with np.errstate(all="ignore"):
            o = self._output_work.forward(self._output_x)
        if self._is_line:
            x = self._output_grid()[:, 0]
            return {"curve": {"x": float32(x), "y": float32(o[0])}}
        values = 2 * o - 1 if self._is_binary else o
        # One scale for all channels: probabilities must stay comparable.
        scales, cells = quantized(values.reshape(1, -1))
        return {
            "size": OUTPUT_SIZE,
            "channels": len(o),
            "scale": float(scales[0]),
            "cells": cells.tobytes(),
        }

    def probe(self, x: Sequence[float]) -> list[float]:
        """Return the network's outputs at the point x (d,).

        Raises:
            ValueError: the point has another number of coordinates than the data.
        """
        dimensions = self._points.kind.dimensions
        if len(x) != dimensions:
            raise ValueError(f"{dimensions} coordinates; received {len(x)}")
        with np.errstate(all="ignore"):
            o = self._one.forward(self._columns(np.array([x], dtype=np.float64)))
        outputs: list[float] = o[:, 0].tolist()
        return outputs

    def _columns(self, points: Array) -> Array:
        return as_columns(features(points, self._inputs))

    def _output_grid(self) -> Array:
        if not self._is_line:
            return grid(self._points, OUTPUT_SIZE)
        low, high = domain(self._points)
        return np.linspace(low, high, CURVE_POINTS)[:, np.newaxis]

    def _maps(self, units: Array) -> MapsPayload:
        scales, cells = quantized(units)
        return {
            "size": MAP_SIZE,
            "rows": 1 if self._is_line else MAP_SIZE,
            "scales": float32(scales),
            "cells": cells.tobytes(),
        }
