import importlib.metadata
import platform

import numpy as np
import pytest

from app.training import versions as module


@pytest.fixture(autouse=True)
def fresh() -> None:
    module.package_version.cache_clear()


def test_the_versions_are_those_that_run() -> None:
    assert module.versions() == {
        "backprop_playground": importlib.metadata.version("backprop-playground"),
        "numpy": np.__version__,
        "python": platform.python_version(),
        "machine": platform.machine(),
    }


def test_a_source_tree_that_is_not_installed_has_no_version(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "PACKAGE", "no-such-package-anywhere")
    assert module.versions()["backprop_playground"] == "unknown"
