"""What holds for every test."""

import threading
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

# How fast an example is depends on what else the machine does.
settings.register_profile(
    "untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("untimed")

JOIN_SECONDS = 2.0


@pytest.fixture(autouse=True)
def leak_detector() -> Iterator[None]:
    """Fail a test that leaves a thread behind."""
    before = set(threading.enumerate())
    yield
    started = [thread for thread in threading.enumerate() if thread not in before]
    for thread in started:
        thread.join(JOIN_SECONDS)
    left = [thread.name for thread in started if thread.is_alive()]
    assert not left, f"threads outlived their test: {', '.join(left)}"
