"""What a person reads of one edge, bias or unit in an update that was taken apart.

Pure functions from a `Trace` to numbers: every product and sum of the chain rule, each
factor as the engine had it. All weights are those before the update.
"""

from dataclasses import dataclass

import numpy as np

from app.engine import ACTIVATIONS, DATASETS, Array, Trace, output_for
from app.training.fields import Integer
from app.training.optimizing import rule
from app.training.parameters import bias_index, parameter_name, weight_index
from app.training.settings import Settings

EXAMPLES_LISTED = 20  # of a batch, one by one


@dataclass(frozen=True)
class Part:
    """One example's part of a gradient: activation times delta; 1 for a bias."""

    activation: float
    delta: float
    product: float


@dataclass(frozen=True)
class Parameter:
    """A weight or bias in one update.

    Attributes:
        before, after: its value. data_gradient: the mean of the products over the
            batch. penalty_gradient: L2's part. gradient: their sum, as the optimizer
            got it. optimizer: whose rule. rule: the numbers in it by name.
        step: what the rule gave. stepped: before + step. l1: its strength. threshold:
            learning_rate l1, by which `stepped` then moved toward 0; 0 for a bias.
        update: the whole change.
        examples: the parts of the page of the batch that holds the example looked at.
        first: the place in the batch of the page's first one. count: how many examples
            the batch has. example: the part of the example looked at.
    """

    name: str
    before: float
    after: float
    data_gradient: float
    penalty_gradient: float
    gradient: float
    step: float
    stepped: float
    l1: float
    threshold: float
    update: float
    optimizer: str
    rule: dict[str, float]
    examples: tuple[Part, ...]
    first: int
    count: int
    example: Part


@dataclass(frozen=True)
class ForwardTerm:
    """What one unit of the layer before adds to z."""

    source: int
    activation: float
    weight: float
    product: float


@dataclass(frozen=True)
class BackwardTerm:
    """What one unit of the next layer adds to the error that comes back."""

    to: int
    weight: float
    delta: float
    product: float


@dataclass(frozen=True)
class LossTerm:
    """One output's part of an output's delta: (o_k - t_k) times do_k/dz_j."""

    output: int
    difference: float
    slope: float
    product: float


@dataclass(frozen=True)
class LossForm:
    """An output's delta in the loss's own form.

    Cross-entropy: delta = o - t, no slope and no terms. Squared error: the sum of
    `terms`, one unless the link is softmax; `slope` is do_j/dz_j. `error` is E of the
    example; `outputs` and `targets` are all that it is made of, `squares` its parts
    (o_k - t_k)^2 / 2 where it is a sum of squares.
    """

    loss: str
    link: str
    output: float
    target: float
    difference: float
    slope: float | None
    terms: tuple[LossTerm, ...]
    error: float
    outputs: tuple[float, ...]
    targets: tuple[float, ...]
    squares: tuple[float, ...]


@dataclass(frozen=True)
class Unit:
    """A unit in one update, for one example of its batch.

    z = sum of `forward` + bias; value = f(z); activation = value mask; derivative =
    f'(z); slope = derivative mask; delta = total slope, where `total` is the sum of
    `backward`. An output has no mask and no backward terms, but the form of its loss;
    its `derivative` and `slope` are do/dz, where the loss needs them. `mean_delta` is
    the mean over the batch.
    """

    layer: int
    unit: int
    forward: tuple[ForwardTerm, ...]
    bias: float
    z: float
    value: float
    mask: float
    activation: float
    derivative: float | None
    slope: float | None
    backward: tuple[BackwardTerm, ...]
    total: float | None
    loss: LossForm | None
    delta: float
    mean_delta: float


def edge(  # noqa: PLR0913, PLR0917, an edge has two ends
    trace: Trace, settings: Settings, layer: int, source: int, to: int, example: int = 0
) -> Parameter:
    """Return the weight from unit `source` of layer - 1 to unit `to` of `layer`.

    Raises:
        SettingsError: there is no such edge, or no such example in the batch.
    """
    index = weight_index(trace.layout, layer, source, to)
    activations = trace.activations[layer - 1][source]
    deltas = trace.deltas[layer - 1][to]
    return _parameter(trace, settings, index, (activations, deltas), example)


def bias(
    trace: Trace, settings: Settings, layer: int, to: int, example: int = 0
) -> Parameter:
    """Return the bias of unit `to` of `layer`, as an edge from an activation of 1.

    Raises:
        SettingsError: there is no such unit, or no such example in the batch.
    """
    index = bias_index(trace.layout, layer, to)
    deltas = trace.deltas[layer - 1][to]
    factors = (np.ones_like(deltas), deltas)
    return _parameter(trace, settings, index, factors, example)


def unit(
    trace: Trace, settings: Settings, layer: int, to: int, example: int = 0
) -> Unit:
    """Return unit `to` of `layer`, counted from 1, for one example of the batch.

    Raises:
        SettingsError: there is no such unit, or no such example in the batch.
    """
    index = bias_index(trace.layout, layer, to)
    example = _checked_example(trace, example)
    weights = trace.layout.views(trace.before)
    row = weights[layer - 1][to]
    below = trace.activations[layer - 1][:, example]
    deltas = trace.deltas[layer - 1]
    z = trace.nets[layer - 1][to, example]
    activation = float(trace.activations[layer][to, example])
    mask, loss = 1.0, None
    slope: float | None
    derivative: float | None
    backward: tuple[BackwardTerm, ...] = ()
    if layer < len(weights):
        value, derivative = _link(settings, z)
        if trace.masks is not None:
            mask = float(trace.masks[layer - 1][to, example])
        slope = float(trace.slopes[layer - 1][to, example])
        column = weights[layer][:, to]
        backward = _backward(column, trace.deltas[layer][:, example])
    else:
        value = activation
        loss = _loss(trace, settings, to, example)
        derivative = slope = loss.slope
    return Unit(
        layer=layer,
        unit=to,
        forward=_forward(below, row[:-1]),
        bias=float(row[-1]),
        z=float(z),
        value=value,
        mask=mask,
        activation=activation,
        derivative=derivative,
        slope=slope,
        backward=backward,
        total=sum(term.product for term in backward) if backward else None,
        loss=loss,
        delta=float(deltas[to, example]),
        mean_delta=float(trace.data_gradient[index]),
    )


def page_of(example: int) -> slice:
    """Return where in a batch the page with an example stands."""
    first = example // EXAMPLES_LISTED * EXAMPLES_LISTED
    return slice(first, first + EXAMPLES_LISTED)


def _parameter(
    trace: Trace,
    settings: Settings,
    index: int,
    factors: tuple[Array, Array],
    example: int,
) -> Parameter:
    at = _checked_example(trace, example)
    page = page_of(at)
    activations, deltas = (factor[page] for factor in factors)
    parts = [
        Part(float(a), float(d), float(a * d))
        for a, d in zip(activations, deltas, strict=True)
    ]
    return Parameter(
        name=parameter_name(trace.layout, index),
        before=float(trace.before[index]),
        after=float(trace.after[index]),
        data_gradient=float(trace.data_gradient[index]),
        penalty_gradient=float(trace.penalty_gradient[index]),
        gradient=float(trace.gradient[index]),
        step=float(trace.step[index]),
        stepped=float(trace.stepped[index]),
        l1=settings.l1,
        threshold=float(trace.limits[index]),
        update=float(trace.update[index]),
        optimizer=settings.optimizer,
        rule=rule(trace, settings, index),
        examples=tuple(parts),
        first=page.start,
        count=len(factors[1]),
        example=parts[at - page.start],
    )


def _checked_example(trace: Trace, example: int) -> int:
    return Integer(0, trace.x.shape[1] - 1).check("example", example)


def _link(settings: Settings, z: float) -> tuple[float, float]:
    """Return f(z) and f'(z) of the hidden layers' activation."""
    activation = ACTIVATIONS[settings.activation]
    value, derivative = np.empty(1), np.empty(1)
    with np.errstate(all="ignore"):
        activation.f(np.array([z]), value)
        activation.derivative(value, derivative)
    return float(value[0]), float(derivative[0])


def _forward(activations: Array, weights: Array) -> tuple[ForwardTerm, ...]:
    products = activations * weights
    rows = zip(activations.tolist(), weights.tolist(), products.tolist(), strict=True)
    return tuple(ForwardTerm(number, *row) for number, row in enumerate(rows))


def _backward(weights: Array, deltas: Array) -> tuple[BackwardTerm, ...]:
    products = weights * deltas
    rows = zip(weights.tolist(), deltas.tolist(), products.tolist(), strict=True)
    return tuple(BackwardTerm(number, *row) for number, row in enumerate(rows))


def _loss(trace: Trace, settings: Settings, to: int, example: int) -> LossForm:
    outputs, targets = trace.activations[-1][:, example], trace.t[:, example]
    kind = DATASETS[settings.dataset]
    link = output_for(kind.task, kind.classes, settings.loss).name
    differences = outputs - targets
    slope, terms = None, []
    squares: list[float] = []
    if settings.loss == "squared_error":
        squares = (0.5 * np.square(differences)).tolist()
        slopes = _slopes(link, outputs, to)
        slope = float(slopes[to])
        for number in range(len(outputs)) if link == "softmax" else (to,):
            e, s = float(differences[number]), float(slopes[number])
            terms.append(LossTerm(number, e, s, e * s))
    return LossForm(
        settings.loss,
        link,
        float(outputs[to]),
        float(targets[to]),
        float(differences[to]),
        slope,
        tuple(terms),
        float(trace.errors[example]),
        tuple(outputs.tolist()),
        tuple(targets.tolist()),
        tuple(squares),
    )


def _slopes(link: str, outputs: Array, to: int) -> Array:
    """Return do_k/dz_j (n_L,) for j = `to`; of a link by unit only k = j counts.

    Linear: 1. Sigmoid: o (1 - o). Softmax: o_k ([k = j] - o_j).
    """
    if link == "linear":
        return np.ones_like(outputs)
    if link == "sigmoid":
        return np.asarray(outputs * (1.0 - outputs))
    own = np.zeros_like(outputs)
    own[to] = 1.0
    return np.asarray(outputs * (own - outputs[to]))
