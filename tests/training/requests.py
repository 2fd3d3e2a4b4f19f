"""Random requests: some settings, each good by itself, most of the kind that clash."""

from hypothesis import strategies as st

from app.engine import DATASETS
from app.engine.inputs import FEATURES

_VALUES = {
    "dataset": st.sampled_from(list(DATASETS)),
    "examples": st.integers(20, 60) | st.integers(20, 2000),
    "validation_share": st.integers(0, 80) | st.sampled_from([0, 1, 4, 50, 80]),
    "test_share": st.integers(0, 80) | st.sampled_from([0, 1, 4, 50, 80]),
    "batch_size": st.integers(0, 100) | st.integers(0, 2000),
    "inputs": st.lists(st.sampled_from(list(FEATURES)), min_size=1, unique=True),
    "hidden_layers": st.lists(st.integers(1, 32), max_size=6)
    | st.lists(st.integers(30, 32), min_size=5, max_size=6),
    "loss": st.sampled_from(["squared_error", "cross_entropy"]),
    "early_stopping": st.booleans(),
    "noise": st.floats(0, 1),
    "learning_rate": st.floats(1e-5, 10),
    "target_error": st.none() | st.floats(0, 1e6),
}


def partial_requests():
    """Return the strategy of requests: some of these settings."""
    return st.fixed_dictionaries({}, optional=_VALUES)
