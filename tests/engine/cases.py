"""Random networks with data to try them on."""

from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st

from app.engine import (
    ACTIVATIONS,
    INITIALIZERS,
    Array,
    DropoutBank,
    Layout,
    Network,
    Output,
    initialize,
    output_for,
)

OUTPUTS = [
    ("regression", 0, "squared_error"),
    ("classification", 2, "squared_error"),
    ("classification", 2, "cross_entropy"),
    ("classification", 3, "squared_error"),
    ("classification", 3, "cross_entropy"),
]


@dataclass(frozen=True)
class Case:
    """A network, inputs x (n_0 + 1, N), targets t (n_L, N) and dropout factors."""

    network: Network
    x: Array
    t: Array
    penalty: tuple[float, float]
    masks: list[Array] | None


def random_targets(output: Output, n: int, rng: np.random.Generator) -> Array:
    if output.name == "linear":
        return rng.uniform(-1.0, 1.0, (1, n))
    if output.name == "sigmoid":
        return rng.integers(0, 2, (1, n)).astype(float)
    return np.eye(output.units)[:, rng.integers(0, output.units, n)]


def random_inputs(n_0: int, n: int, rng: np.random.Generator) -> Array:
    return np.vstack([rng.uniform(-1.0, 1.0, (n_0, n)), np.ones(n)])


def make_network(
    sizes: tuple[int, ...],
    activation: str = "tanh",
    task: tuple[str, int, str] = OUTPUTS[0],
    seed: int = 0,
) -> Network:
    """Return a network with random weights and biases; sizes without the output."""
    output = output_for(*task)
    layout = Layout((*sizes, output.units))
    network = Network(layout, ACTIVATIONS[activation], output)
    rng = np.random.default_rng(seed)
    network.theta[:] = initialize(layout, "glorot_uniform", rng)
    network.theta[layout.weight_mask == 0.0] = rng.uniform(-0.5, 0.5, layout.units)
    return network


@st.composite
def cases(draw: st.DrawFn) -> Case:
    sizes = draw(st.lists(st.integers(1, 5), min_size=1, max_size=4))
    output = output_for(*draw(st.sampled_from(OUTPUTS)))
    layout = Layout((*sizes, output.units))
    name = draw(st.sampled_from(sorted(ACTIVATIONS)))
    network = Network(layout, ACTIVATIONS[name], output)
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    initializer = draw(st.sampled_from(sorted(set(INITIALIZERS) - {"zeros"})))
    network.theta[:] = initialize(layout, initializer, rng)
    network.theta[layout.weight_mask == 0.0] = rng.uniform(-0.5, 0.5, layout.units)
    n = draw(st.integers(1, 6))
    strength = st.sampled_from([0.0, 1e-3, 0.1])
    rate = draw(st.sampled_from([0.0, 0.2, 0.5]))
    bank = DropoutBank(layout, n, rng)
    bank.draw()
    return Case(
        network,
        random_inputs(sizes[0], n, rng),
        random_targets(output, n, rng),
        (draw(strength), draw(strength)),
        bank.masks(0, n, rate) if rate else None,
    )
