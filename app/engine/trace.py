"""One update, taken apart: every number between the batch and the changed weights."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from app.engine.arrays import Array
from app.engine.layout import Layout
from app.engine.network import Network, Workspace
from app.engine.optimizers import Optimizer, State
from app.engine.regularizers import Penalty


@dataclass(frozen=True)
class Trace:
    """What one update did with a batch of B examples; all arrays are copies.

    Attributes:
        layout: which parameter of the vectors (P,) is which.
        x: the inputs (n_0 + 1, B), last row ones. t: the targets (n_L, B).
        masks: for each hidden layer the factors (n_l, B) of dropout, None without it.
        nets: z_l (n_l, B) for l = 1 ... L.
        activations: a_l (n_l, B) for l = 0 ... L, after dropout, without the ones.
        slopes: da_l/dz_l (n_l, B) for l = 1 ... L - 1, the mask's factor included.
        deltas: dE_n/dz_l (n_l, B) for l = 1 ... L: each example's own, no mean.
        errors: the data error (B,) of each example, before the update.
        before: the parameters (P,) before the update. after: before + update.
        data_gradient: the mean gradient (P,) over the batch.
        penalty_gradient: the gradient (P,) of the L2 penalty.
        gradient: the sum (P,) of both, as the optimizer got it.
        step: what the optimizer's rule made of it (P,).
        limits: L1's threshold (P,), learning_rate l1, 0 for biases.
        stepped: before + step (P,), what the threshold got.
        update: what was added in all (P,), after - before.
        pull: the whole penalty's part (P,) in units of the gradient: L2's gradient, and
            what the threshold took off, divided by the learning rate.
        optimizer_before, optimizer_after: `Optimizer.state()` before and after.
    """

    layout: Layout
    x: Array
    t: Array
    masks: tuple[Array, ...] | None
    nets: tuple[Array, ...]
    activations: tuple[Array, ...]
    slopes: tuple[Array, ...]
    deltas: tuple[Array, ...]
    errors: Array
    before: Array
    data_gradient: Array
    penalty_gradient: Array
    gradient: Array
    step: Array
    limits: Array
    stepped: Array
    update: Array
    pull: Array
    after: Array
    optimizer_before: State
    optimizer_after: State


def trace_update(  # noqa: PLR0913, an update has as many settings
    network: Network,
    optimizer: Optimizer,
    x: Array,
    t: Array,
    *,
    masks: Sequence[Array] | None = None,
    l1: float = 0.0,
    l2: float = 0.0,
    learning_rate: float,
    momentum: float = 0.0,
) -> Trace:
    """Return what an update with x (n_0 + 1, B) and t (n_L, B) does, without doing it.

    Network and optimizer are left untouched: it happens to copies of them, by the same
    operations in the same order as in training, so that `gradient`, `update` and
    `after` are those of the real update to the byte. Weights that have grown without
    bound give inf and nan here, too, but no warnings.

    Raises:
        ValueError: x or t has another shape than (n_0 + 1, B) or (n_L, B).
    """
    network, optimizer = network.copy(), optimizer.copy()
    theta, grad = network.theta, network.grad
    penalty = Penalty(network.layout)
    before, optimizer_before = theta.copy(), optimizer.state()
    penalty_gradient = np.zeros_like(grad)
    with np.errstate(all="ignore"):
        work = network.workspace(x.shape[-1])
        work.forward(x, masks)
        errors = work.errors(t)
        work.backward(t)
        inside = _inside(work)
        data_gradient = grad.copy()
        penalty.add_gradient(penalty_gradient, theta, l2)
        penalty.add_gradient(grad, theta, l2)
        limits = penalty.limits(learning_rate, l1)
        free, stepped = optimizer.copy(), theta.copy()
        free.step(stepped, grad, learning_rate, momentum)
        optimizer.step(theta, grad, learning_rate, momentum, limits)
        pull = penalty_gradient.copy()
        if limits is not None:
            pull += network.layout.weight_mask * (stepped - theta) / learning_rate
    return Trace(
        layout=network.layout,
        x=x.copy(),
        t=t.copy(),
        masks=None if masks is None else _copies(masks),
        **inside,
        errors=errors,
        before=before,
        data_gradient=data_gradient,
        penalty_gradient=penalty_gradient,
        gradient=grad,
        step=free.update,
        limits=np.zeros_like(grad) if limits is None else limits,
        stepped=stepped,
        update=optimizer.update,
        pull=pull,
        after=theta,
        optimizer_before=optimizer_before,
        optimizer_after=optimizer.state(),
    )


def _inside(work: Workspace) -> dict[str, tuple[Array, ...]]:
    """Return copies of what the layers hold after `forward` and `backward`."""
    return {
        "nets": _copies(work.nets),
        "activations": _copies(work.activations),
        "slopes": _copies(work.slopes),
        "deltas": _copies(work.deltas),
    }


def _copies(arrays: Iterable[Array]) -> tuple[Array, ...]:
    return tuple(array.copy() for array in arrays)
