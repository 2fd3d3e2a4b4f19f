"""The same trainings by libraries, as far as they are installed."""

import warnings

from app.bench.timing import Contender
from app.bench.workloads import Array, Workload

SKLEARN_EPOCHS = 10


def sklearn_fit(workload: Workload, x: Array, t: Array) -> Contender:
    """Return scikit-learn's own `fit` over some epochs.

    Raises:
        ImportError: it is not installed.
    """
    from sklearn.neural_network import MLPClassifier, MLPRegressor

    is_classifier = workload.output == "softmax"
    y = t.argmax(axis=1) if is_classifier else t[:, 0]
    model = (MLPClassifier if is_classifier else MLPRegressor)(
        hidden_layer_sizes=workload.sizes[1:-1],
        activation=workload.activation,
        solver=workload.optimizer,
        batch_size=workload.batch,
        learning_rate_init=workload.learning_rate,
        momentum=0.0,
        alpha=0.0,
        max_iter=SKLEARN_EPOCHS,
        tol=0.0,
        n_iter_no_change=SKLEARN_EPOCHS + 1,
    )

    def fit() -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that it has not converged yet
            model.fit(x, y)

    return Contender(fit, workload.updates * SKLEARN_EPOCHS)


def torch_loop(workload: Workload, x: Array, t: Array) -> Contender:
    """Return one epoch of PyTorch, eager, in float64.

    Raises:
        ImportError: it is not installed.
    """
    import torch

    torch.set_num_threads(1)
    kind = {"tanh": torch.nn.Tanh, "relu": torch.nn.ReLU}[workload.activation]
    layers = []
    for m, n in zip(workload.sizes[:-1], workload.sizes[1:], strict=True):
        layers += [torch.nn.Linear(m, n), kind()]
    model = torch.nn.Sequential(*layers[:-1]).double()
    if workload.output == "softmax":
        loss = torch.nn.CrossEntropyLoss()
    else:
        loss = torch.nn.MSELoss()
    make = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam}[workload.optimizer]
    optimizer = make(model.parameters(), lr=workload.learning_rate)
    inputs, targets = torch.from_numpy(x), torch.from_numpy(t)

    def epoch() -> None:
        order = torch.randperm(len(inputs))
        for start in workload.starts:
            rows = order[start : start + workload.batch]
            optimizer.zero_grad()
            loss(model(inputs[rows]), targets[rows]).backward()
            optimizer.step()

    return Contender(epoch, workload.updates)
