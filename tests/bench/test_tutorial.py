import numpy as np
import pytest

from app.bench.tutorial import Tutorial, tutorial
from app.bench.workloads import WORKLOADS, Workload, problem
from app.engine import ACTIVATIONS, Layout, Network, output_for

ids = pytest.mark.parametrize("workload", WORKLOADS, ids=lambda workload: workload.name)


@ids
def test_it_computes_what_the_engine_computes(workload: Workload) -> None:
    x, t = problem(workload)
    x, t = x[:7], t[:7]
    net = Tutorial(workload)
    is_class = workload.output == "softmax"
    output = (
        output_for("classification", workload.sizes[-1], "cross_entropy")
        if is_class
        else output_for("regression", 0, "squared_error")
    )
    layout = Layout(workload.sizes)
    network = Network(layout, ACTIVATIONS[workload.activation], output)
    for view, w, b in zip(layout.views(network.theta), net.w, net.b, strict=True):
        view[:, :-1], view[:, -1] = w.T, b
    work = network.workspace(7)
    work.forward(np.vstack([x.T, np.ones(7)]))
    work.backward(t.T.copy())
    gradients = net.gradients(x, t)
    layers = len(net.w)
    for i, view in enumerate(layout.views(network.grad)):
        np.testing.assert_allclose(view[:, :-1].T, gradients[i], atol=1e-12)
        np.testing.assert_allclose(view[:, -1], gradients[layers + i], atol=1e-12)


@ids
def test_an_epoch_moves_the_weights(workload: Workload) -> None:
    contender = tutorial(workload, *problem(workload))
    contender.run()
    assert contender.updates == workload.updates
