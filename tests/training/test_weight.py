"""How much memory things hold."""

import gc
import tracemalloc
from typing import Any

import numpy as np
import pytest

from app.engine.room import Room, sharing
from app.training.session import Session
from app.training.validation import resolve
from app.training.weight import OBJECT_BYTES, in_room, weigh

LONG = {"early_stopping": False, "max_epochs": 20_000}


def test_an_array_counts_once_with_all_its_views() -> None:
    array = np.zeros(1000)
    views = [array[:10], array[5:].reshape(5, -1), array]
    assert 8000 <= weigh(views) <= 8000 + 5 * OBJECT_BYTES
    assert weigh(array[:1]) == 8000 + OBJECT_BYTES
    assert weigh({"a": array, "b": [array]}, seen={id(array)}) < 5 * OBJECT_BYTES


def test_what_was_seen_counts_no_more() -> None:
    array, seen = np.zeros(1000), set[int]()
    assert weigh(array, seen=seen) > 8000
    assert weigh([array], seen=seen) == OBJECT_BYTES


def test_bytes_count_and_circles_end() -> None:
    circle: list[Any] = [b"x" * 500]
    circle.append(circle)
    assert weigh(circle) == 500 + OBJECT_BYTES


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"batch_size": 1, "examples": 2000},
        {"hidden_layers": [30] * 6, "examples": 2000, "batch_size": 0},
        {"hidden_layers": [32] * 5, "examples": 2000, "optimizer": "adam",
         "dropout": 0.2},
    ],
    ids=["default", "batch of 1", "largest", "adam and dropout"],
)  # fmt: skip
def test_the_estimate_is_near_what_was_allocated(given: dict[str, Any]) -> None:
    room = Room()

    def made() -> Session:
        session = Session("owner", "tab", resolve(LONG | given))
        session.play()
        session.run.advance(60)
        return session

    with sharing(room):
        made()  # what is made once
        gc.collect()
        tracemalloc.start()
        try:
            before, _ = tracemalloc.get_traced_memory()
            session = made()
            gc.collect()
            after, _ = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    estimate = weigh(*session.parts, seen=in_room(room))
    assert 0.6 < estimate / (after - before) < 1.6
