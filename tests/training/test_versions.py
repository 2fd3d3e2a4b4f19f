"""What a run was computed with."""

import platform
import re
import tomllib

import numpy as np

from app.training.versions import package_version, versions
from tests.server import ROOT


def test_a_checkout_tells_its_own_version():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert package_version() == project["version"]


def test_versions_are_those_that_run():
    assert versions() == {
        "backprop_playground": package_version(),
        "numpy": np.__version__,
        "python": platform.python_version(),
        "machine": platform.machine(),
    }


def test_an_installed_package_tells_its_own(monkeypatch, tmp_path):
    monkeypatch.setattr("app.training.versions._PROJECT", tmp_path / "none.toml")
    assert re.fullmatch(r"\d+\.\d+.*", package_version())
