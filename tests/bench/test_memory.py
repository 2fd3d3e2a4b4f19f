import os
import sys

import pytest

from app.bench.memory import resident


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell")
def test_this_process_holds_some_memory() -> None:
    assert 5 < resident(os.getpid()) < 10_000
