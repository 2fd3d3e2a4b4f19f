"""The same training written independently: rows are examples, HIPS autograd derives.

Nothing here comes from the engine: layers are lists, formulas are the papers' own.
"""

from collections.abc import Iterator
from typing import Any

import autograd.numpy as np
from autograd import grad

FUNCTIONS = {
    "tanh": np.tanh,
    "sigmoid": lambda z: 1.0 / (1.0 + np.exp(-z)),
    "softplus": lambda z: np.log(1.0 + np.exp(z)),
    "elu": lambda z: np.where(z > 0.0, z, np.exp(np.minimum(z, 0.0)) - 1.0),
    "relu": lambda z: np.where(z > 0.0, z, 0.0),
    "leaky_relu": lambda z: np.where(z > 0.0, z, 0.01 * z),
    "linear": lambda z: z,
}
Layers = list[dict[str, Any]]


def _link(name: str, z: Any) -> Any:
    if name == "softmax":
        powers = np.exp(z)
        return powers / np.sum(powers, axis=1, keepdims=True)
    return FUNCTIONS[name](z)


def _loss(name: str, link: str, o: Any, t: Any) -> Any:
    if name == "squared_error":
        return np.mean(np.sum((t - o) ** 2, axis=1)) / 2.0
    if link == "sigmoid":
        return -np.mean(t * np.log(o) + (1.0 - t) * np.log(1.0 - o))
    return -np.mean(np.sum(t * np.log(o), axis=1))


def objective(
    layers: Layers,
    batch: tuple[Any, Any],
    names: tuple[str, str, str],
    l2: float,
) -> Any:
    """Return the mean error of x (N, n_0), t (N, n_L) plus the L2 penalty."""
    activation, link, loss = names
    a, t = batch
    for layer in layers[:-1]:
        a = FUNCTIONS[activation](np.dot(a, layer["weights"]) + layer["biases"])
    o = _link(link, np.dot(a, layers[-1]["weights"]) + layers[-1]["biases"])
    error = _loss(loss, link, o, t)
    for layer in layers:
        w = layer["weights"]
        error = error + l2 / 2.0 * np.sum(w**2)
    return error


gradient = grad(objective)


def update(name: str, g: Any, s: dict[str, Any], rate: float, mu: float) -> Any:
    """Return the change of one array; `s` is its memory. PyTorch's and the papers'."""
    s["t"] = s.get("t", 0) + 1
    if name == "sgd":
        return -rate * g
    if name in ("momentum", "nesterov"):
        s["v"] = mu * s["v"] + g if "v" in s else g
        return -rate * (g + mu * s["v"] if name == "nesterov" else s["v"])
    if name == "rmsprop":
        s["s"] = 0.9 * s.get("s", 0.0) + 0.1 * g**2
        return -rate * g / (np.sqrt(s["s"]) + 1e-8)
    s["m"] = 0.9 * s.get("m", 0.0) + 0.1 * g
    s["v"] = 0.999 * s.get("v", 0.0) + 0.001 * g**2
    mean, square = s["m"] / (1.0 - 0.9 ** s["t"]), s["v"] / (1.0 - 0.999 ** s["t"])
    return -rate * mean / (np.sqrt(square) + 1e-8)


def shrunk(w: Any, limit: float) -> Any:
    """Return L1's proximal step of the weights w: the soft threshold."""
    return np.sign(w) * np.maximum(np.abs(w) - limit, 0.0)


def train(
    layers: Layers,
    batches: list[tuple[Any, Any]],
    names: tuple[str, str, str],
    penalty: tuple[float, float],
    optimizer: tuple[str, float, float],
) -> Iterator[Layers]:
    """Yield the layers after each batch.

    `penalty` is (l1, l2), `optimizer` (name, rate, momentum).
    """
    l1, l2 = penalty
    memory: dict[tuple[int, str], dict[str, Any]] = {}
    for batch in batches:
        slopes = gradient(layers, batch, names, l2)
        layers = [
            {
                key: layer[key]
                + update(
                    optimizer[0],
                    slopes[i][key],
                    memory.setdefault((i, key), {}),
                    *optimizer[1:],
                )
                for key in ("weights", "biases")
            }
            for i, layer in enumerate(layers)
        ]
        for layer in layers:
            layer["weights"] = shrunk(layer["weights"], optimizer[1] * l1)
        yield layers
