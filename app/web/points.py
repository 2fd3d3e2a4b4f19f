"""The error of each point, as a picture that frames carry now and then."""

import numpy as np

from app.engine import Array
from app.web.maps import float32
from app.web.payloads import PointsPayload


def points_payload(errors: Array) -> PointsPayload:
    """Return the points' errors (n,) as they travel; see `PointErrors.of`."""
    largest = float(errors.max())
    is_told = bool(np.isfinite(largest)) and largest >= 0
    return {"errors": float32(errors), "largest": largest if is_told else None}
