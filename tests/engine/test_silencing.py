"""Silenced units against a forward pass written out here, unit by unit."""

import numpy as np
import pytest

from app.engine import (
    ACTIVATIONS,
    Layout,
    Network,
    Silenced,
    Silencer,
    holding,
    output_for,
)
from app.engine import silencing as module

CASES = [
    ((2, 3, 4, 1), "tanh", ("classification", 2, "cross_entropy")),
    ((2, 5, 3), "relu", ("classification", 3, "cross_entropy")),
    ((1, 4, 3, 2, 1), "sigmoid", ("regression", 0, "squared_error")),
]


def made(sizes, activation, kind, examples=9):
    rng = np.random.default_rng(3)
    network = Network(Layout(sizes), ACTIVATIONS[activation], output_for(*kind))
    network.theta[:] = rng.normal(size=network.layout.size)
    x = np.vstack([rng.normal(size=(sizes[0], examples)), np.ones(examples)])
    t = np.zeros((sizes[-1], examples))
    t[rng.integers(sizes[-1], size=examples), np.arange(examples)] = 1.0
    if sizes[-1] == 1:
        t[0] = rng.integers(2, size=examples)
    return network, x, t


def errors_without(network, x, t, silenced, mean):
    """Forward, layer by layer; `silenced` = (layer, unit) has the value `mean`."""
    a = x
    views = network.layout.views(network.theta)
    for layer, weights in enumerate(views[:-1], start=1):
        z = weights @ a
        inner = np.empty_like(z)
        network.activation.f(z, inner)
        if silenced and silenced[0] == layer:
            inner[silenced[1]] = mean
        a = np.vstack([inner, np.ones(z.shape[1])])
    return network.output.value(views[-1] @ a, t)


def activations_of(network, x, layer):
    a = x
    for weights in network.layout.views(network.theta)[:layer]:
        z = weights @ a
        inner = np.empty_like(z)
        network.activation.f(z, inner)
        a = np.vstack([inner, np.ones(z.shape[1])])
    return z, inner


@pytest.mark.parametrize("place", [4, None])
@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("at_once", [1, 60_000])
def test_each_unit_is_silenced_as_by_hand(case, place, at_once, monkeypatch):
    monkeypatch.setattr(module, "ACTIVATIONS_AT_ONCE", at_once)
    network, x, t = made(*case)
    own = slice(place, place + 1) if place is not None else slice(8, 9)
    training = (x, t) if place is not None else (x[:, :8], t[:, :8])
    silencer = Silencer(network, training, (x[:, own], t[:, own]), place)
    for _ in silencer.pieces():
        pass
    base = errors_without(network, x, t, None, 0.0)
    at = own.start
    np.testing.assert_allclose(silencer.error, base[at], rtol=1e-12)
    hidden = network.layout.sizes[1:-1]
    assert [(u.layer, u.unit) for u in silencer.units] == [
        (layer, unit) for layer, n in enumerate(hidden, start=1) for unit in range(n)
    ]
    others = [i for i in range(9) if i != at]
    for found in silencer.units:
        z, a = activations_of(network, x, found.layer)
        rows = range(9) if place is not None else range(8)
        mean = a[found.unit, rows].mean()
        changed = errors_without(network, x, t, (found.layer, found.unit), mean)
        change = changed - base
        np.testing.assert_allclose(
            [found.net, found.activation, found.mean, found.own, found.others],
            [
                z[found.unit, at],
                a[found.unit, at],
                mean,
                change[at],
                change[others].mean(),
            ],
            rtol=1e-9,
            atol=1e-12,
        )


def test_the_only_training_example_has_no_others():
    network, x, t = made(*CASES[0], examples=1)
    silencer = Silencer(network, (x, t), (x, t), 0)
    list(silencer.pieces())
    assert np.isnan([unit.others for unit in silencer.units]).all()
    assert [unit.own for unit in silencer.units] == pytest.approx([0.0] * 7)


def test_a_network_without_hidden_units_has_none_to_silence():
    network, x, t = made((2, 1), "tanh", ("classification", 2, "cross_entropy"))
    silencer = Silencer(network, (x, t), (x[:, :1], t[:, :1]), 0)
    assert list(silencer.pieces()) == []
    assert silencer.units == []


def test_what_trains_on_meanwhile_changes_nothing():
    network, x, t = made(*CASES[0])
    pair = [Silencer(network, (x, t), (x[:, :1], t[:, :1]), 0) for _ in range(2)]
    list(pair[0].pieces())
    network.theta[:] = 0.0
    list(pair[1].pieces())
    assert pair[0].units == pair[1].units


@pytest.mark.parametrize(
    ("own", "others", "holds"),
    [
        (2.0, -0.5, True),
        (2.0, 0.1, True),
        (2.0, 0.3, False),
        (0.3, 0.0, True),
        (0.1, 0.0, False),
        (-1.0, -2.0, False),
        (2.0, np.nan, False),
    ],
)
def test_a_unit_that_holds_on_to_an_example_does_little_for_the_others(
    own, others, holds
):
    units = [
        Silenced(1, 0, 0.0, 0.0, 0.0, 2.0, 1.0),
        Silenced(1, 1, 0.0, 0.0, 0.0, own, others),
    ]
    assert holding(units) == [False, holds]
    assert holding([]) == []
