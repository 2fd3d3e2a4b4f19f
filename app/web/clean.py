"""The one place that makes payloads fit to travel.

Two traps of the stack end here: a NaN or an infinity (which JSON cannot hold, and
which means nothing to the page) becomes null, and a NumPy scalar, at which the
serializer raises, becomes a plain number.
"""

from typing import Any

import numpy as np

INFINITY = float("inf")
_PLAIN = (str, int, bool, bytes, type(None))


def clean(value: Any) -> Any:
    """Return `value` with plain numbers only, null for each that is not finite.

    Takes dicts, lists, tuples, NumPy scalars and arrays, and what msgpack knows.

    Raises:
        TypeError: something else is in it.
    """
    kind = type(value)
    if kind is float:
        return value if -INFINITY < value < INFINITY else None
    if kind in _PLAIN:
        return value
    if kind is dict:
        return {key: clean(item) for key, item in value.items()}
    if kind is list or kind is tuple:
        return [clean(item) for item in value]
    return _clean_others(value)


def _clean_others(value: Any) -> Any:
    if isinstance(value, np.generic):
        return clean(value.item())
    if isinstance(value, np.ndarray):
        return clean(value.tolist())
    for plain in (str, int, float):  # enumerations and other subclasses
        if isinstance(value, plain):
            return clean(plain(value))
    raise TypeError(f"a message cannot hold a {type(value).__name__}")
