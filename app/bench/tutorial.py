"""The same training as tutorials write it in NumPy.

Each layer has its own (n_in, n_out) array; a batch is `x[rows]`, a layer `a @ w + b`,
and every step makes new arrays.
"""

from collections.abc import Callable

import numpy as np

from app.bench.timing import Contender
from app.bench.workloads import Array, Workload

Function = Callable[[Array], Array]


def softmax(z: Array) -> Array:
    """Return the class probabilities of each row."""
    e = np.exp(z - z.max(axis=1, keepdims=True))
    shares: Array = e / e.sum(axis=1, keepdims=True)
    return shares


ACTIVATION: dict[str, tuple[Function, Function]] = {
    "tanh": (np.tanh, lambda a: 1 - a**2),
    "relu": (lambda z: np.maximum(z, 0), lambda a: (a > 0).astype(float)),
}
OUTPUT: dict[str, Function] = {"linear": lambda z: z, "softmax": softmax}


class Tutorial:
    """A network of lists of arrays, w (n_in, n_out) and b (n_out,) for each layer."""

    def __init__(self, workload: Workload) -> None:
        self.workload = workload
        self.rng = np.random.default_rng(0)
        self.f, self.df = ACTIVATION[workload.activation]
        self.link = OUTPUT[workload.output]
        pairs = list(zip(workload.sizes[:-1], workload.sizes[1:], strict=True))
        self.w = [self.rng.normal(0, (2 / (m + n)) ** 0.5, (m, n)) for m, n in pairs]
        self.b = [np.zeros(n) for _, n in pairs]
        self.parameters = self.w + self.b
        self.m = [np.zeros_like(p) for p in self.parameters]
        self.v = [np.zeros_like(p) for p in self.parameters]
        self.step = 0

    def gradients(self, x: Array, t: Array) -> list[Array]:
        """Return the mean gradients of all w, then of all b."""
        a = [x]
        last = len(self.w) - 1
        for i, (w, b) in enumerate(zip(self.w, self.b, strict=True)):
            z = a[-1] @ w + b
            a.append(self.link(z) if i == last else self.f(z))
        delta = a[-1] - t
        dw, db = [], []
        for i in range(last, -1, -1):
            dw.append(a[i].T @ delta / len(x))
            db.append(delta.sum(axis=0) / len(x))
            if i:
                delta = (delta @ self.w[i].T) * self.df(a[i])
        return dw[::-1] + db[::-1]

    def sgd(self, gradients: list[Array]) -> None:
        """Take a plain step."""
        for i, g in enumerate(gradients):
            self.parameters[i] -= self.workload.learning_rate * g

    def adam(self, gradients: list[Array]) -> None:
        """Take a step of Adam."""
        self.step += 1
        rate, n = self.workload.learning_rate, self.step
        for i, g in enumerate(gradients):
            self.m[i] = 0.9 * self.m[i] + 0.1 * g
            self.v[i] = 0.999 * self.v[i] + 0.001 * g**2
            m = self.m[i] / (1 - 0.9**n)
            v = self.v[i] / (1 - 0.999**n)
            self.parameters[i] -= rate * m / (np.sqrt(v) + 1e-8)


def tutorial(workload: Workload, x: Array, t: Array) -> Contender:
    """Return one epoch in tutorial style; x (N, n_0), t (N, n_L)."""
    net = Tutorial(workload)
    step = {"sgd": net.sgd, "adam": net.adam}[workload.optimizer]

    def epoch() -> None:
        order = net.rng.permutation(len(x))
        for start in workload.starts:
            rows = order[start : start + workload.batch]
            step(net.gradients(x[rows], t[rows]))

    return Contender(epoch, workload.updates)
