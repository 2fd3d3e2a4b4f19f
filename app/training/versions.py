"""The versions that decide a run's numbers to the last bit."""

import platform
from functools import cache
from importlib.metadata import PackageNotFoundError, version

import numpy as np

PACKAGE = "backprop-playground"


@cache
def package_version() -> str:
    """Return the installed version of this package; "unknown" in a bare source tree."""
    try:
        return version(PACKAGE)
    except PackageNotFoundError:
        return "unknown"


def versions() -> dict[str, str]:
    """Return the versions of this package, NumPy and Python, and the processor's kind.

    Other ones may round the last bit of a sum differently.
    """
    return {
        "backprop_playground": package_version(),
        "numpy": np.__version__,
        "python": platform.python_version(),
        "machine": platform.machine(),
    }
