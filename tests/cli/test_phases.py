from typing import Any

import pytest

from app.cli.mathml import text_number
from app.cli.phases import Phases
from app.training.explain import explain
from app.training.validation import resolve


def phases(
    pair: tuple[str, str] = ("cross_entropy", "sigmoid"), **given: Any
) -> Phases:
    explanation = explain(resolve(given), update=5)
    return Phases(explanation.settings, explanation.trace, pair)


def test_every_layer_has_its_section_in_every_phase() -> None:
    work = phases()
    assert [part.title for part in work.forward][-1] == "Output layer"
    assert [part.title for part in work.backward] == [
        *("Output layer", "Hidden layer 2", "Hidden layer 1")
    ]
    assert len(work.gradients) == len(work.updates) == 3


def test_a_small_layer_is_worked_unit_by_unit_a_large_one_by_its_first() -> None:
    assert len(phases(hidden_layers=[2]).forward[0].lines) == 4
    assert len(phases(hidden_layers=[32]).forward[0].lines) == 2


def test_results_are_those_of_the_trace() -> None:
    work = phases(hidden_layers=[2])
    trace = work.trace
    assert work.error.lines[0].result == text_number(trace.errors[0])
    assert work.forward[0].lines[0].result == text_number(trace.nets[0][0, 0])
    assert work.backward[1].lines[1].result == text_number(trace.deltas[0][0, 0])
    assert work.updates[1].lines[0].result == text_number(trace.update[6])


def test_the_l2_penalty_stands_apart() -> None:
    plain, penalized = phases(l1=0.01), phases(l2=0.1, l1=0.01)
    assert len(plain.gradients[0].tables) == 1
    assert len(penalized.gradients[0].tables) == 2
    assert len(penalized.gradients[0].lines) == 2


@pytest.mark.parametrize("optimizer", ["sgd", "nesterov", "adam"])
def test_l1s_threshold_follows_the_step(optimizer: str) -> None:
    plain, sparse = phases(optimizer=optimizer), phases(optimizer=optimizer, l1=0.01)
    trace, of_rule = sparse.trace, len(plain.updates[0].lines) - 1
    lines = sparse.updates[0].lines
    results = [line.result for line in lines[of_rule - 1 :]]
    values = (trace.step, trace.stepped, trace.limits, trace.after, trace.update)
    assert results == [text_number(vector[0]) for vector in values]


@pytest.mark.parametrize("loss", ["squared_error", "cross_entropy"])
def test_every_class_has_its_delta(loss: str) -> None:
    work = phases((loss, "softmax"), dataset="iris", loss=loss)
    assert len(work.backward[0].lines) == 3
