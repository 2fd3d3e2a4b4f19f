"""The loop itself: a plain generator of updates, without a thread or a clock.

One `next()` is one update. Between two updates anything may be read or changed; the
generator takes its hyper-parameters anew before each update.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from app.engine import (
    ACTIVATIONS,
    Array,
    Batches,
    DropoutBank,
    Network,
    Penalty,
    Stream,
    initialize,
    make_optimizer,
    stream,
)
from app.training.problem import Problem
from app.training.settings import Settings
from app.training.stopping import EpochErrors


@dataclass(frozen=True)
class TrainerState:
    """All a trainer needs to go on from the end of an epoch to the same bytes."""

    update: int
    epoch: int
    theta: Array
    gradient: Array
    optimizer: dict[str, Any]
    order: Mapping[str, Any]
    dropout: Mapping[str, Any]


class Trainer:
    """Trains one network on one problem, update by update.

    Attributes:
        network: the network; `theta` (P,) is changed in place.
        gradient: (P,) the last update's gradient, penalty included; zeros before it.
        change: (P,) the last update itself, theta_now = theta_before + change.
        update: how many updates were made. epoch: how many epochs were finished.
        cursor: how many examples of the running epoch were used.
    """

    def __init__(self, problem: Problem, settings: Settings) -> None:
        self.problem = problem
        layout = problem.layout
        activation = ACTIVATIONS[settings.activation]
        self.network = Network(layout, activation, problem.output)
        self.network.theta[:] = initialize(
            layout, settings.initializer, stream(settings.weight_seed, Stream.WEIGHTS)
        )
        self.optimizer = make_optimizer(settings.optimizer, layout.size)
        self._penalty = Penalty(layout)
        self._order = stream(settings.weight_seed, Stream.ORDER)
        self._dropout = stream(settings.weight_seed, Stream.DROPOUT)
        self._bank = DropoutBank(layout, problem.train.examples, self._dropout)
        self._bank_epoch = -1
        size = settings.batch_size or problem.train.examples
        self._batches = Batches(problem.train.x, problem.train.t, size)
        self.update = self.epoch = self.cursor = 0
        self.apply(settings)

    @property
    def gradient(self) -> Array:
        """The gradient (P,) of the last update, its penalty's part included."""
        return self.network.grad

    @property
    def change(self) -> Array:
        """The last update (P,)."""
        return self.optimizer.update

    def apply(self, settings: Settings) -> None:
        """Take the live hyper-parameters of `settings` from the next update on."""
        self._settings = settings
        size = settings.batch_size or self.problem.train.examples
        if size != self._batches.size:
            self._batches.cut(size, self.cursor)

    def updates(self) -> Iterator[bool]:
        """Make one update for each `next()`; yield whether it ended an epoch."""
        examples = self.problem.train.examples
        while True:
            if self.cursor == 0:
                self._batches.shuffle(self._order)
            stop = self._step(self.cursor)
            self.update += 1
            ended = stop == examples
            self.cursor = 0 if ended else stop
            self.epoch += ended
            yield ended

    def _step(self, start: int) -> int:
        """Update with the batch that begins at example `start`; return its end."""
        batch = self._batches.at(start)
        stop = batch.stop
        work = self.network.workspace(stop - start)
        settings = self._settings
        work.forward(batch.x, self._masks(start, stop) if settings.dropout else None)
        work.backward(batch.t)
        network = self.network
        if settings.l1 or settings.l2:
            self._penalty.add_gradient(
                network.grad, network.theta, settings.l1, settings.l2
            )
        self.optimizer.step(
            network.theta, network.grad, settings.learning_rate, settings.momentum
        )
        return stop

    def _masks(self, start: int, stop: int) -> list[Array]:
        """Return the dropout factors of these examples; a bank is drawn each epoch."""
        if self._bank_epoch != self.epoch:
            self._bank.draw()
            self._bank_epoch = self.epoch
        return self._bank.masks(start, stop, self._settings.dropout)

    def measure(self) -> EpochErrors:
        """Return the errors of all three sets with the weights as they are now."""
        return measure(self.network, self.problem)

    def state(self) -> TrainerState:
        """Return a copy of everything; only at the end of an epoch."""
        if self.cursor:
            raise ValueError("a trainer's state can be taken between epochs only")
        return TrainerState(
            self.update,
            self.epoch,
            self.network.theta.copy(),
            self.gradient.copy(),
            self.optimizer.state(),
            self._order.bit_generator.state,
            self._dropout.bit_generator.state,
        )

    def load(self, state: TrainerState) -> None:
        """Go back to `state`; the next update is made to the same bytes again."""
        self.update, self.epoch, self.cursor = state.update, state.epoch, 0
        self.network.theta[:] = state.theta
        self.network.grad[:] = state.gradient
        self.optimizer.load(state.optimizer)
        self._order.bit_generator.state = state.order
        self._dropout.bit_generator.state = state.dropout
        self._bank_epoch = -1


def measure(network: Network, problem: Problem) -> EpochErrors:
    """Return the mean data errors, and accuracies, of the three sets.

    One forward pass over all examples, without dropout; no penalty.
    """
    everything = problem.everything
    work = network.workspace(everything.examples)
    outputs = work.forward(everything.x)
    errors = work.errors(everything.t)
    right = _right(outputs, everything.t) if problem.points.kind.classes else None
    values: list[float | None] = []
    for each in (errors, right):
        start = 0
        for part in (problem.train, problem.validation, problem.test):
            stop = start + part.examples
            values.append(_mean(each, start, stop))
            start = stop
    train, *rest = values
    return EpochErrors(math.nan if train is None else train, *rest)


def _right(outputs: Array, t: Array) -> Array:
    """Return 1.0 for each example whose most likely class is its label, else 0.0."""
    if len(t) == 1:
        right = (outputs[0] > 0.5) == (t[0] > 0.5)
    else:
        right = outputs.argmax(axis=0) == t.argmax(axis=0)
    return np.asarray(right, dtype=np.float64)


def _mean(each: Array | None, start: int, stop: int) -> float | None:
    if each is None or start == stop:
        return None
    return float(np.add.reduce(each[start:stop])) / (stop - start)
