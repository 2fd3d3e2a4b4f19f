"""The engine's training loop, as the trainer runs it."""

import numpy as np

from app.bench.timing import Contender
from app.bench.workloads import Array, Workload
from app.engine import (
    ACTIVATIONS,
    Batches,
    Layout,
    Network,
    initialize,
    make_optimizer,
    output_for,
)


def ours(workload: Workload, x: Array, t: Array) -> Contender:
    """Return one epoch of the engine; x (N, n_0), t (N, n_L)."""
    layout = Layout(workload.sizes)
    if workload.output == "softmax":
        output = output_for("classification", workload.sizes[-1], "cross_entropy")
    else:
        output = output_for("regression", 0, "squared_error")
    network = Network(layout, ACTIVATIONS[workload.activation], output)
    rng = np.random.default_rng(0)
    network.theta[:] = initialize(layout, "glorot_uniform", rng)
    optimizer = make_optimizer(workload.optimizer, layout.size)
    columns = np.vstack([x.T, np.ones(len(x))])
    batches = Batches(columns, np.ascontiguousarray(t.T), workload.batch)
    steps = []
    for start in workload.starts:
        batch = batches.at(start)
        steps.append((network.workspace(batch.x.shape[1]), batch.x, batch.t))
    theta, grad, rate = network.theta, network.grad, workload.learning_rate

    def epoch() -> None:
        batches.shuffle(rng)
        for work, inputs, targets in steps:
            work.forward(inputs)
            work.backward(targets)
            optimizer.step(theta, grad, rate, 0.0)

    return Contender(epoch, workload.updates)
