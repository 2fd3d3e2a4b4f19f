"""What a person reads of an edge, a bias or a unit."""

from dataclasses import asdict

import numpy as np
import pytest

from app.training import inspect
from app.training.errors import SettingsError
from app.training.run import Run
from app.training.validation import resolve


def traced(updates=5, **given):
    run = Run(resolve({"hidden_layers": [4, 3], "batch_size": 5} | given))
    run.course.advance(updates)
    return run.course.last_trace(), run.settings


KINDS = [
    {},
    {"dropout": 0.4},
    {"loss": "squared_error"},
    {"dataset": "iris", "l1": 0.01, "l2": 0.1},
    {"dataset": "iris", "loss": "squared_error", "activation": "relu"},
    {"dataset": "sine", "activation": "leaky_relu"},
]


@pytest.mark.parametrize("given", KINDS)
def test_the_gradient_of_an_edge_is_the_mean_of_its_products(given):
    trace, settings = traced(**given)
    for layer, (units, columns) in enumerate(trace.layout.shapes, start=1):
        for to in range(units):
            found = [inspect.bias(trace, settings, layer, to)]
            for source in range(columns - 1):
                found.append(inspect.edge(trace, settings, layer, source, to))
            for each in found:
                products = [part.product for part in each.examples]
                assert each.count == len(products) == 5
                mean = pytest.approx(each.data_gradient, rel=1e-9, abs=1e-15)
                assert np.mean(products) == mean
                both = each.data_gradient + each.penalty_gradient
                assert each.gradient == pytest.approx(both, abs=1e-15)
                assert each.after == each.before + each.update


@pytest.mark.parametrize("given", KINDS)
@pytest.mark.parametrize("example", [0, 4])
def test_the_terms_of_a_unit_sum_up(given, example):
    trace, settings = traced(**given)
    for layer, (units, _) in enumerate(trace.layout.shapes, start=1):
        for to in range(units):
            unit = inspect.unit(trace, settings, layer, to, example)
            z = sum(term.product for term in unit.forward) + unit.bias
            assert unit.z == pytest.approx(z, abs=1e-12)
            assert unit.activation == pytest.approx(unit.value * unit.mask)
            if unit.loss is None:
                assert unit.slope == pytest.approx(unit.derivative * unit.mask)
                delta = unit.total * unit.slope
            elif unit.loss.terms:
                delta = sum(term.product for term in unit.loss.terms)
            else:
                delta = unit.loss.difference
            assert unit.delta == pytest.approx(delta, rel=1e-9, abs=1e-12)


def test_the_delta_of_an_output_has_its_losss_form():
    trace, settings = traced()
    crossed = inspect.unit(trace, settings, 3, 0).loss
    assert (crossed.slope, crossed.terms) == (None, ())
    trace, settings = traced(loss="squared_error")
    squared = inspect.unit(trace, settings, 3, 0).loss
    assert squared.slope == pytest.approx(squared.output * (1 - squared.output))
    trace, settings = traced(dataset="iris", loss="squared_error")
    softmax = inspect.unit(trace, settings, 3, 1).loss
    assert [term.output for term in softmax.terms] == [0, 1, 2]


@pytest.mark.parametrize(
    ("example", "first", "shown"), [(0, 0, 20), (19, 0, 20), (20, 20, 20), (49, 40, 10)]
)
def test_of_a_large_batch_the_page_around_the_example_is_shown(example, first, shown):
    trace, settings = traced(batch_size=50)
    found = inspect.edge(trace, settings, 1, 0, 0, example=example)
    assert (len(found.examples), found.first, found.count) == (shown, first, 50)
    assert found.example.activation == trace.x[0, example]
    page = trace.x[0, first : first + shown].tolist()
    assert [part.activation for part in found.examples] == page
    assert found.examples[example - first] == found.example


@pytest.mark.parametrize("given", KINDS)
@pytest.mark.parametrize("example", [0, 4])
def test_an_output_tells_the_error_of_the_example_and_what_it_is_made_of(
    given, example
):
    trace, settings = traced(**given)
    loss = inspect.unit(trace, settings, 3, 0, example).loss
    o, t = np.array(loss.outputs), np.array(loss.targets)
    assert (loss.output, loss.target) == (o[0], t[0])
    if loss.squares:
        expected = sum(loss.squares)
        assert loss.squares == pytest.approx((t - o) ** 2 / 2)
    elif loss.link == "softmax":
        expected = -np.log(o[t == 1]).sum()
    else:
        expected = -(t * np.log(o) + (1 - t) * np.log(1 - o)).sum()
    assert loss.error == trace.errors[example] == pytest.approx(expected, rel=1e-9)
    assert bool(loss.squares) == (settings.loss == "squared_error")


def test_all_of_it_can_travel():
    trace, settings = traced(optimizer="adam", learning_rate=0.01)
    for each in (
        inspect.edge(trace, settings, 1, 0, 0),
        inspect.bias(trace, settings, 1, 0),
        inspect.unit(trace, settings, 3, 0),
    ):
        assert isinstance(asdict(each), dict)


def test_what_does_not_exist_is_told():
    trace, settings = traced()
    with pytest.raises(SettingsError):
        inspect.edge(trace, settings, 1, 2, 0)
    with pytest.raises(SettingsError):
        inspect.unit(trace, settings, 4, 0)
    with pytest.raises(SettingsError, match="example must be a whole number from 0 to"):
        inspect.bias(trace, settings, 1, 0, example=5)
