import numpy as np
import pytest

from app.training.session import Session
from app.web.inspection import Rows, trace_payload, training_example
from app.web.payloads import TracePayload
from app.web.protocol import ProtocolError
from tests.web.sessions import session, train


def floats(blob: bytes | None) -> np.ndarray:
    return np.frombuffer(blob or b"", "<f4")


def traced(made: Session, example: int | None = None) -> TracePayload:
    trace = made.run.trace()
    assert trace
    return trace_payload(made.run, trace, example, Rows(made.run.course.problem))


def test_the_example_is_one_of_the_data() -> None:
    made = session(dataset="iris")
    train(made, 4)
    problem = made.run.course.problem
    sent = traced(made, 3)
    assert (sent["examples"], sent["example"], sent["update"]) == (10, 3, 4)
    assert sent["point"] == sent["points"][3]
    at = problem.split.train.tolist().index(sent["point"])
    assert sent["x"] == problem.train.x[:-1, at].tolist()
    assert sent["t"] == problem.train.t[:, at].tolist()
    assert len(sent["errors"]) == len(sent["points"]) == 10


def test_numbers_run_over_all_units_of_layers_1_to_l() -> None:
    made = session(hidden_layers=[4, 3])
    train(made, 4)
    trace = made.run.trace()
    assert trace
    sent = traced(made, 1)
    for name in ("nets", "deltas", "activations"):
        layers = getattr(trace, name)[-3:]
        expected = np.concatenate([layer[:, 1] for layer in layers])
        assert np.array_equal(floats(sent[name]), expected.astype("<f4")), name
    assert sent["output"] == trace.activations[-1][:, 1].tolist()
    assert sent["masks"] is None


def test_a_dropped_unit_sends_nothing_and_outputs_are_never_dropped() -> None:
    made = session(dropout=0.5)
    train(made, 4)
    sent = traced(made)
    masks = floats(sent["masks"])
    assert set(masks[:-1].tolist()) == {0.0, 2.0}
    assert masks[-1] == 1
    assert not floats(sent["activations"])[masks == 0].any()


def test_the_error_after_the_update_is_the_examples_own_under_the_same_mask() -> None:
    made = session(dropout=0.3, activation="tanh", hidden_layers=[4])
    train(made, 4)
    made.pause()
    trace = made.run.trace()
    assert trace
    assert trace.masks
    first, second = trace.layout.views(trace.after)
    hidden = np.tanh(first @ trace.x[:, 2]) * trace.masks[0][:, 2]
    z = float(second[0, :-1] @ hidden + second[0, -1])
    error = np.logaddexp(0, z) - trace.t[0, 2] * z
    assert traced(made, 2)["error_after"] == pytest.approx(error, rel=1e-12)


def test_a_running_training_has_no_time_for_the_error_after_an_update() -> None:
    made = session()
    made.run.course.trainer.records = True
    made.play()
    made.run.advance(3)
    trace = made.run.course.last_trace()
    assert trace
    rows = Rows(made.run.course.problem)
    assert trace_payload(made.run, trace, 0, rows)["error_after"] is None


def test_of_a_large_batch_the_page_around_the_example_is_listed() -> None:
    made = session(batch_size=0)
    for example, first in ((0, 0), (19, 0), (50, 40)):
        sent = traced(made, example)
        assert (sent["example"], sent["first"]) == (example, first)
        assert len(sent["errors"]) == len(sent["points"]) == 20
        assert sent["points"][example - first] == sent["point"]
    last = traced(made, 1999)
    assert last["example"] == last["examples"] - 1
    assert len(last["points"]) == last["examples"] - last["first"] > 0


def test_a_picked_example_is_the_whole_batch() -> None:
    made = session(dataset="iris")
    rows = made.run.course.problem.split.train
    for row in rows[[5, 0, -1]].tolist():
        made.pick(training_example(made.run, row))
        sent = traced(made)
        assert (sent["picked"], sent["point"], sent["points"]) == (row, row, [row])
    made.pick(training_example(made.run, None))
    assert traced(made)["picked"] is None


def test_only_training_examples_can_be_picked() -> None:
    run = session().run
    split = run.course.problem.split
    for point in (int(split.validation[0]), int(split.test[0]), 1999):
        with pytest.raises(ProtocolError) as caught:
            training_example(run, point)
        assert (caught.value.code, caught.value.field) == ("range", "point")
        assert f"received {point}" in caught.value.message
