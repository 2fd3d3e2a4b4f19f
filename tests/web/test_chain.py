from typing import Any

import pytest

from app.training.session import Session
from app.web.chain import chain, nudged
from app.web.clean import clean
from app.web.messages import EdgeFocus, Focus, UnitFocus
from app.web.protocol import FocusKind, ProtocolError
from tests.web.sessions import session, train

EDGE = EdgeFocus(FocusKind.EDGE, 2, 1, 0)
BIAS = UnitFocus(FocusKind.BIAS, 2, 0)
UNIT = UnitFocus(FocusKind.UNIT, 1, 2)


def held(**settings: Any) -> Session:
    made = session(hidden_layers=[3], **settings)
    train(made, 4)
    made.pause()
    return made


def chained(made: Session, focus: Focus, example: int | None = None) -> dict[str, Any]:
    trace = made.run.trace()
    assert trace
    return chain(made.run, trace, focus, example)


@pytest.mark.parametrize("focus", [EDGE, BIAS, UNIT])
@pytest.mark.parametrize("optimizer", ["sgd", "nesterov", "adam"])
def test_what_a_person_reads_travels_as_plain_numbers(
    focus: Focus, optimizer: str
) -> None:
    found = chained(held(optimizer=optimizer, dropout=0.2), focus)
    assert clean(found) is not None
    for name, value in found.items():
        assert isinstance(value, str | int | float | dict | tuple | None), name


def test_an_edge_is_a_mean_of_products_and_a_step_of_the_optimizer() -> None:
    found = chained(held(l2=0.1), EDGE, 3)
    products = [part["product"] for part in found["examples"]]
    assert found["count"] == len(products) == 10
    assert found["data_gradient"] == pytest.approx(sum(products) / 10)
    assert found["example"] == found["examples"][3]
    whole = found["data_gradient"] + found["penalty_gradient"]
    assert found["gradient"] == pytest.approx(whole)
    assert found["update"] == -found["rule"]["learning_rate"] * found["gradient"]


@pytest.mark.parametrize("l1", [0.01, 1.0])
def test_an_edge_has_its_step_and_its_threshold_apart(l1: float) -> None:
    made = held(l1=l1, l2=0.1)
    found = chained(made, EDGE, 3)
    rate = found["rule"]["learning_rate"]
    assert found["step"] == -rate * found["gradient"]
    assert found["stepped"] == found["before"] + found["step"]
    assert (found["l1"], found["threshold"]) == (l1, rate * l1)
    size = max(abs(found["stepped"]) - found["threshold"], 0.0)
    assert abs(found["after"]) == pytest.approx(size, abs=1e-15)
    assert (found["after"] == 0.0) == (l1 == 1.0)
    assert found["after"] == found["before"] + found["update"]
    bias = chained(made, BIAS)
    assert bias["threshold"] == 0.0
    assert bias["after"] == pytest.approx(bias["stepped"], rel=1e-15)


def test_a_unit_is_a_sum_forward_and_a_sum_back() -> None:
    found = chained(held(), UNIT, 200)
    forward = sum(term["product"] for term in found["forward"])
    assert found["z"] == pytest.approx(forward + found["bias"])
    assert found["total"] == pytest.approx(sum(t["product"] for t in found["backward"]))
    assert found["delta"] == pytest.approx(found["total"] * found["slope"])


@pytest.mark.parametrize("focus", [EDGE, BIAS])
@pytest.mark.parametrize("is_running", [True, False])
def test_a_small_nudge_does_what_the_gradient_says(
    focus: Focus, is_running: bool
) -> None:
    made = held()
    if is_running:
        made.play()
    before = made.run.course.theta.copy()
    found = nudged(made.run, focus, 1e-4)
    change = found["error_after"] - found["error_before"]
    assert change == pytest.approx(found["predicted"], rel=1e-2)
    assert before.tobytes() == made.run.course.theta.tobytes()


def test_a_nudge_leaves_out_l1_and_says_so() -> None:
    given = {"hidden_layers": [3], "l2": 0.1}
    plain, sparse = session(**given), session(l1=0.5, **given)
    for each in (plain, sparse):
        each.play()
        each.pause()
    one, other = (nudged(each.run, EDGE, 1e-4) for each in (plain, sparse))
    assert (one.pop("l1"), other.pop("l1")) == (0.0, 0.5)
    assert one == other


def test_what_has_no_update_to_look_at_cannot_be_nudged() -> None:
    made = held()
    made.run.fail("a test")
    with pytest.raises(ProtocolError, match="this one is failed") as caught:
        nudged(made.run, EDGE, 0.1)
    assert caught.value.code == "state"
