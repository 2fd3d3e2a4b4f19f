"""The dispatch floor: the engine's NumPy calls, on arrays of one element.

What these calls cost is what NumPy asks before any arithmetic; no loop over layers, no
batches, no Python between them.
"""

from typing import Any

import numpy as np

from app.bench.timing import Contender
from app.bench.workloads import Workload

FORWARD = {"tanh": ["tanh(z, y)"], "relu": ["maximum(z, zero, out=y)"]}
SLOPES = {"tanh": ["multiply(y, y, s)", "subtract(one, s, z)"], "relu": ["sign(y, s)"]}
LINK = {
    "linear": [],
    "softmax": [
        *("max_reduce(z, axis=0, out=r)", "subtract(z, r, y)", "exp(y, z)"),
        *("add_reduce(z, axis=0, out=r)", "divide(z, r, y)"),
    ],
}
STEP = {
    "sgd": ["multiply(p, half, u)", "add(p, u, q)"],
    "adam": [
        *("multiply(p, half, q)", "add(p, q, u)", "multiply(p, p, q)"),
        *("multiply(q, half, u)", "add(p, u, q)", "sqrt(q, u)", "add(u, half, q)"),
        *("divide(p, q, u)", "multiply(u, half, q)", "add(p, q, u)"),
    ],
}
FUNCTIONS = ("tanh", "maximum", "multiply", "add", "subtract", "exp", "divide")
# No call works in place: on one element NumPy then takes a path three times slower.
MATRICES, VECTORS = "azydesg", "pqur"


def calls(workload: Workload) -> list[str]:
    """Return the calls of one update, in the engine's order."""
    hidden = len(workload.sizes) - 2
    lines = [*["dot(a, z)", *FORWARD[workload.activation]] * hidden, "dot(a, z)"]
    lines += [*LINK[workload.output], "subtract(y, z, d)"]
    lines += SLOPES[workload.activation]
    lines += ["dot(a, g)", "dot(d, e)", "multiply(e, s, d)"] * hidden + ["dot(a, g)"]
    if workload.batch > 1:
        lines.append("multiply(p, half, u)")
    return lines + STEP[workload.optimizer]


def dispatch(workload: Workload) -> Contender:
    """Return as many bare updates as an epoch has."""
    names: dict[str, Any] = {name: getattr(np, name) for name in FUNCTIONS}
    names |= {"sqrt": np.sqrt, "sign": np.sign}
    names |= {"max_reduce": np.maximum.reduce, "add_reduce": np.add.reduce}
    names |= {name: np.full((1, 1), 0.5) for name in MATRICES}
    names |= {name: np.full(1, 0.5) for name in VECTORS}
    names |= {"zero": np.array(0.0), "half": np.array(0.5), "one": np.array(1.0)}
    names["dot"] = np.full((1, 1), 0.5).dot
    arguments = ", ".join(f"{name}={name}" for name in names)
    body = "".join(f"        {line}\n" for line in calls(workload))
    # Straight-line code: a loop over a list of calls would be no floor.
    source = f"def epoch({arguments}):\n    for _ in range({workload.updates}):\n{body}"
    exec(source, names)
    return Contender(names["epoch"], workload.updates)
