"""The numbers in an optimizer's own rule, for one parameter in one update."""

from app.engine import Trace
from app.engine.optimizers import BETA_1, BETA_2, EPSILON, RHO
from app.training.settings import Settings


def rule(trace: Trace, settings: Settings, index: int) -> dict[str, float]:
    """Return the named numbers that give the step of theta[index] from its gradient.

    sgd: -rate g. momentum and nesterov: the velocity. rmsprop: the mean square. adam:
    both moments in the form of the paper (Kingma and Ba 2015), and corrected for their
    start at 0.
    """
    name = settings.optimizer
    numbers = {"learning_rate": settings.learning_rate}
    if name in ("momentum", "nesterov"):
        numbers["momentum"] = settings.momentum
        numbers |= _both(trace, index, "velocity")
    elif name == "rmsprop":
        numbers |= {"rho": RHO, "epsilon": float(EPSILON)}
        numbers |= _both(trace, index, "square")
    elif name == "adam":
        numbers |= _adam(trace, index)
    return numbers


def _adam(trace: Trace, index: int) -> dict[str, float]:
    """As the paper has them: the engine keeps m / (1 - beta_1) and v / (1 - beta_2)."""
    steps = int(trace.optimizer_after["steps"])
    mean = _both(trace, index, "mean", 1.0 - BETA_1)
    square = _both(trace, index, "square", 1.0 - BETA_2)
    return {
        "beta_1": BETA_1,
        "beta_2": BETA_2,
        "epsilon": float(EPSILON),
        "steps": float(steps),
        **mean,
        **square,
        "mean_corrected": mean["mean_after"] / (1.0 - BETA_1**steps),
        "square_corrected": square["square_after"] / (1.0 - BETA_2**steps),
    }


def _both(trace: Trace, index: int, name: str, factor: float = 1.0) -> dict[str, float]:
    """Return a vector of the optimizer's state at `index`, before and after."""
    states = {"before": trace.optimizer_before, "after": trace.optimizer_after}
    numbers = {}
    for when, state in states.items():
        vector = state[name]
        if isinstance(vector, int):
            raise TypeError(f"{name} is no vector")
        numbers[f"{name}_{when}"] = float(vector[index]) * factor
    return numbers
