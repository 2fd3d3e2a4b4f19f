import numpy as np
import pytest

from app.training.session import Session
from app.web.clean import clean
from app.web.norms import norms_payload
from app.web.payloads import NormsPayload
from tests.web.sessions import session, train


def norms(made: Session) -> NormsPayload:
    return norms_payload(made.run)


def weights(made: Session) -> np.ndarray:
    course = made.run.course
    layers = course.problem.layout.public(made.run.shown_theta)
    return np.concatenate([layer["weights"].ravel() for layer in layers])


def test_the_sums_are_those_of_the_weights_shown_and_the_penalty_is_made_of_them() -> (
    None
):
    made = session(l1=0.01, l2=0.1)
    train(made, 15)
    sent, w = norms(made), weights(made)
    assert sent["l1_norm"] == pytest.approx(np.abs(w).sum())
    assert sent["l2_squared"] == pytest.approx((w**2).sum())
    expected = 0.01 * np.abs(w).sum() + 0.05 * (w**2).sum()
    assert sent["penalty"] == pytest.approx(expected)
    assert (sent["update"], sent["count"]) == (15, len(w))
    assert sent["error"] == made.run.course.history.row(sent["error_epoch"])["train"]
    assert clean(sent) == sent


def test_at_first_both_histograms_are_the_same() -> None:
    made = session()
    sent = norms(made)
    assert sent["now"] == sent["first"]
    assert sum(sent["now"]) == sent["count"]
    train(made, 60)
    later = norms(made)
    assert later["now"] != later["first"]
    assert sum(later["first"]) == sum(later["now"]) == later["count"]


def test_weights_that_are_exactly_zero_are_counted() -> None:
    sent = norms(session(initializer="zeros"))
    assert sent["zeros"] == sent["count"]
    assert sent["limit"] == 1.0
    assert sent["now"][15] == sent["count"]  # the bin in the middle
    assert norms(session())["zeros"] == 0


def test_the_series_begins_at_epoch_0_and_its_quantiles_are_ordered() -> None:
    made = session()
    train(made, 18)
    series = norms(made)["series"]
    assert series["epoch"] == [0, 1, 2, 3]
    low, median, high = (
        np.frombuffer(series[name], "<f4")  # type: ignore[literal-required]
        for name in ("low", "median", "high")
    )
    assert (low <= median).all()
    assert (median <= high).all()
    assert median[-1] == pytest.approx(np.median(np.abs(weights(made))), rel=1e-6)


def test_with_dropout_the_error_of_the_batch_with_its_masks_stands_beside() -> None:
    made = session(dropout=0.5)
    made.run.course.trainer.records = True
    train(made, 4)
    trace = made.run.trace()
    assert trace is not None
    assert trace.masks is not None
    batch = norms(made)["batch"]
    assert batch == {
        "update": made.run.traced_update,
        "examples": 10,
        "error": pytest.approx(trace.errors.mean()),
    }


def test_without_dropout_there_is_no_such_error() -> None:
    made = session()
    train(made, 4)
    assert norms(made)["batch"] is None
