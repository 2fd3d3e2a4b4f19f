"""How the error and the penalty pull on the weights, both in units of the gradient.

L1's pull is what its threshold took off a weight, divided by the learning rate: l1 in
the weight's own direction, less where a weight came to 0 or was held there.
"""

from dataclasses import dataclass

import numpy as np

from app.engine.arrays import Array
from app.engine.layout import Layout


@dataclass(frozen=True)
class Pulls:
    """How strongly error and penalty pull; biases apart, as no penalty touches them.

    Attributes:
        data, penalty: root mean squares (L,) of the two pulls over each layer's
            weights. count: how many weights there are. against: on how many of them
            the two pull in opposite directions.
    """

    data: Array
    penalty: Array
    count: int
    against: int


def pulls(layout: Layout, data: Array, penalty: Array) -> Pulls:
    """Return how strongly both pull: the data's gradient (P,), the penalty's part."""
    with np.errstate(all="ignore"):
        pairs = [
            (of_data[:, :-1], of_penalty[:, :-1])
            for of_data, of_penalty in zip(
                layout.views(data), layout.views(penalty), strict=True
            )
        ]
        sizes = [
            [float(np.sqrt(np.mean(np.square(part)))) for part in pair]
            for pair in pairs
        ]
        against = sum(int(np.sum(np.sign(a) * np.sign(b) < 0)) for a, b in pairs)
    of_data, of_penalty = np.array(sizes).T
    return Pulls(of_data, of_penalty, sum(a.size for a, _ in pairs), against)
