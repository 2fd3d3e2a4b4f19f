"""The engine as a whole: its door, and that a run is its seeds."""

import subprocess
import sys
import tracemalloc

import numpy as np
import pytest

from app import engine
from app.engine import (
    ACTIVATIONS,
    DATASETS,
    OPTIMIZERS,
    Batches,
    DropoutBank,
    Layout,
    Network,
    Penalty,
    Stream,
    as_columns,
    features,
    generate,
    initialize,
    make_optimizer,
    output_for,
    stream,
    targets,
)
from tests.engine.cases import OUTPUTS, make_network, random_inputs, random_targets

EPOCHS = 3


def train(name: str, optimizer_name: str, dropout: float = 0.2) -> Network:
    """Train a few epochs with everything switched on."""
    kind = DATASETS[name]
    points = generate(name, kind.default_examples, 0.1, 10, 5)
    output = output_for(kind.task, kind.classes, "squared_error")
    x = as_columns(features(points.x, kind.default_inputs))
    layout = Layout((len(x) - 1, 6, 4, output.units))
    network = Network(layout, ACTIVATIONS["tanh"], output)
    network.theta[:] = initialize(layout, "he_normal", stream(1, Stream.WEIGHTS))
    batches = Batches(x, targets(points, output), 8)
    bank = DropoutBank(layout, batches.examples, stream(1, Stream.DROPOUT))
    order = stream(1, Stream.ORDER)
    optimizer = make_optimizer(optimizer_name, layout.size)
    penalty = Penalty(layout)
    for _ in range(EPOCHS):
        batches.shuffle(order)
        bank.draw()
        start = 0
        while start < batches.examples:
            xs, ts, stop = batches.at(start)
            work = network.workspace(stop - start)
            work.forward(xs, bank.masks(start, stop, dropout) if dropout else None)
            work.backward(ts)
            penalty.add_gradient(network.grad, network.theta, 1e-3)
            limits = penalty.limits(0.01, 1e-4)
            optimizer.step(network.theta, network.grad, 0.01, 0.9, limits)
            start = stop
    return network


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("name", ["moons", "iris", "sine"])
def test_the_same_seeds_give_the_same_bytes(name: str, optimizer: str) -> None:
    one, other = train(name, optimizer), train(name, optimizer)
    assert one.theta.tobytes() == other.theta.tobytes()
    assert np.isfinite(one.theta).all()


def test_dropout_changes_the_weights_and_nothing_before_them() -> None:
    assert (
        train("xor", "sgd").theta.tobytes() != train("xor", "sgd", 0.0).theta.tobytes()
    )


@pytest.mark.parametrize("task", OUTPUTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_an_update_allocates_nothing(
    activation: str, task: tuple[str, int, str]
) -> None:
    network = make_network((2, 8, 8), activation, task)
    rng = np.random.default_rng(0)
    columns = 500  # so that the smallest temporary array has 4,000 bytes
    x = random_inputs(2, columns, rng)
    t = random_targets(network.output, columns, rng)
    masks = [np.ones((8, columns))] * 2
    work, penalty = network.workspace(columns), Penalty(network.layout)
    optimizer = make_optimizer("adam", network.layout.size)

    def update() -> None:
        work.forward(x, masks)
        work.forward(x)
        work.backward(t)
        penalty.add_gradient(network.grad, network.theta, 0.1)
        limits = penalty.limits(0.01, 0.1)
        optimizer.step(network.theta, network.grad, 0.01, 0.9, limits)

    update()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    update()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    # NumPy itself takes some room to subtract a row from a matrix, as softmax does.
    assert peak - before < (2000 if network.output.units == 1 else 14_000)


def test_global_random_state_is_never_touched() -> None:
    before = np.random.get_state()[1].tobytes()  # noqa: NPY002, looked at, not used
    train("circle", "sgd")
    assert np.random.get_state()[1].tobytes() == before  # noqa: NPY002, as above


def test_every_name_of_the_door_is_there() -> None:
    assert all(hasattr(engine, name) for name in engine.__all__)
    assert sorted(engine.__all__) == sorted(set(engine.__all__))


def test_the_engine_needs_no_flask() -> None:
    code = "import sys, app.engine; sys.exit('flask' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
