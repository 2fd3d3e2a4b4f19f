"""What a run was computed with: the same versions give the same bytes."""

import platform
import tomllib
from importlib import metadata
from pathlib import Path

import numpy as np

PACKAGE = "backprop-playground"
_PROJECT = Path(__file__).parents[2] / "pyproject.toml"


def package_version() -> str:
    """Return the version of this package.

    A checkout says it itself: what is installed beside it may be another one.
    """
    if _PROJECT.is_file():
        project = tomllib.loads(_PROJECT.read_text(encoding="utf-8"))["project"]
        if project["name"] == PACKAGE:
            return str(project["version"])
    return metadata.version(PACKAGE)


def versions() -> dict[str, str]:
    """Return the versions of package, NumPy and Python, as RUN.json has them."""
    return {
        "backprop_playground": package_version(),
        "numpy": np.__version__,
        "python": platform.python_version(),
        "machine": platform.machine(),
    }
