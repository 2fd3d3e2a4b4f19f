import numpy as np
import pytest

from app.engine.arrays import HALF, ONE, ZERO, constant


def test_the_constants_are_what_they_are_called() -> None:
    assert (float(ZERO), float(HALF), float(ONE)) == (0.0, 0.5, 1.0)


def test_a_constant_cannot_be_changed() -> None:
    array = constant(2.0)
    assert array.shape == ()
    assert array.dtype == np.float64
    with pytest.raises(ValueError, match="read-only"):
        array[...] = 3.0
