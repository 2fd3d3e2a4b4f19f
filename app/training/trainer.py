"""The loop itself: a plain generator of updates, without a thread or a clock.

One `next()` is one update. Between two updates anything may be read or changed; the
generator takes its hyper-parameters anew before each update.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
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
    Trace,
    initialize,
    make_optimizer,
    stream,
    trace_update,
)
from app.training.problem import Part, Problem
from app.training.settings import Settings
from app.training.stopping import EpochErrors

Scores = tuple[float | None, float | None]  # error and accuracy


@dataclass(frozen=True)
class TrainerState:
    """All a trainer needs to go on to the same bytes, in the middle of an epoch, too.

    Attributes:
        cursor, batch_size: how many examples of the running epoch were used, and the
            size of the batches that the rest of it is cut into.
        order: the stream's state before the running epoch's examples were put in order.
        dropout: its state before the running epoch's bank was drawn, if it `has_bank`.
    """

    update: int
    epoch: int
    cursor: int
    batch_size: int
    theta: Array
    gradient: Array
    optimizer: dict[str, Any]
    order: Mapping[str, Any]
    dropout: Mapping[str, Any]
    has_bank: bool


@dataclass(frozen=True)
class Beginning:
    """What one update begins from; copies.

    x (n_0 + 1, B), t (n_L, B), masks (n_l, B) of the hidden layers, theta (P,).
    """

    update: int
    settings: Settings
    x: Array
    t: Array
    masks: tuple[Array, ...] | None
    theta: Array
    optimizer: dict[str, Any]


class Trainer:
    """Trains one network on one problem, update by update.

    Attributes:
        network: the network; `theta` (P,) is changed in place.
        gradient: (P,) the last update's gradient, L2's part included; zeros before it.
        change: (P,) the last update itself, theta_now = theta_before + change, with
            what L1's threshold did.
        update: how many updates were made. epoch: how many epochs were finished.
        cursor: how many examples of the running epoch were used.
        picked: the training example that the next update alone will use, or None.
        records: keep what each update begins from, for `last_trace`.
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
        self._order_before = self._order.bit_generator.state
        self._dropout_before = self._dropout.bit_generator.state
        self._bank = DropoutBank(layout, problem.train.examples, self._dropout)
        self._bank_epoch = -1
        size = settings.batch_size or problem.train.examples
        self._batches = Batches(problem.train.x, problem.train.t, size)
        self.update = self.epoch = self.cursor = 0
        self.picked: int | None = None
        self.records = False
        self._last: Beginning | None = None
        self.apply(settings)

    @property
    def gradient(self) -> Array:
        """The gradient (P,) of the last update, L2's part included."""
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

    def use(self, problem: Problem, begins_anew: bool) -> None:
        """Train on other points of the same layout from the next update on.

        Other labels act at once, in what is left of the running epoch, too. Where the
        training set has other points, the epoch's pass `begins_anew`.
        """
        self.problem, train = problem, problem.train
        if begins_anew:
            self.cursor, self._bank_epoch = 0, -1
        size = self._settings.batch_size or train.examples
        if train.examples != self._batches.examples:
            layout = problem.layout
            self._bank = DropoutBank(layout, train.examples, self._dropout)
        self._batches = Batches(train.x, train.t, size)
        if self.cursor:  # the same order again
            self._order.bit_generator.state = self._order_before
            self._batches.shuffle(self._order)
            self._batches.cut(size, self.cursor)

    def pick(self, example: int | None) -> None:
        """Have the next update use this training example alone; None: as usual.

        It stands outside the epoch: the next ordinary update goes on where the last
        one left off.
        """
        self.picked = example

    def updates(self) -> Iterator[bool]:
        """Make one update for each `next()`; yield whether it ended an epoch.

        An iterator is good for one problem: ask for another one after `use`.
        """
        examples = self.problem.train.examples
        while True:
            if self.picked is not None:
                self._step(*self._alone(self.picked))
                self.picked = None
                self.update += 1
                yield False
                continue
            if self.cursor == 0:
                if self._batches.size < examples:  # else nothing is within an epoch
                    self._order_before = self._order.bit_generator.state
                self._batches.shuffle(self._order)
            start = self.cursor
            x, t, stop = self._batches.at(start)
            self._step(
                x, t, self._masks(start, stop) if self._settings.dropout else None
            )
            self.update += 1
            ended = stop == examples
            self.cursor = 0 if ended else stop
            self.epoch += ended
            yield ended

    def _step(self, x: Array, t: Array, masks: Sequence[Array] | None) -> None:
        """Update with a batch x (n_0 + 1, B), t (n_L, B)."""
        network, settings = self.network, self._settings
        if self.records:
            self._last = self._beginning(x, t, masks)
        work = network.workspace(x.shape[1])
        work.forward(x, masks)
        work.backward(t)
        if settings.l2:
            self._penalty.add_gradient(network.grad, network.theta, settings.l2)
        rate, limits = settings.learning_rate, None
        if settings.l1:
            limits = self._penalty.limits(rate, settings.l1)
        self.optimizer.step(
            network.theta, network.grad, rate, settings.momentum, limits
        )

    def _alone(self, example: int) -> tuple[Array, Array, list[Array] | None]:
        """Return a batch of one training example, and its masks."""
        train, column = self.problem.train, slice(example, example + 1)
        masks = None
        if self._settings.dropout:
            # Another column of the bank each time, so that its masks differ.
            place = self.update % train.examples
            masks = self._masks(place, place + 1)
        return train.x[:, column].copy(), train.t[:, column].copy(), masks

    def _masks(self, start: int, stop: int) -> list[Array]:
        """Return the dropout factors of these examples; a bank is drawn each epoch."""
        if self._bank_epoch != self.epoch:
            self._dropout_before = self._dropout.bit_generator.state
            self._bank.draw()
            self._bank_epoch = self.epoch
        return self._bank.masks(start, stop, self._settings.dropout)

    def _beginning(
        self, x: Array, t: Array, masks: Sequence[Array] | None
    ) -> Beginning:
        return Beginning(
            self.update,
            self._settings,
            x.copy(),
            t.copy(),
            None if masks is None else tuple(mask.copy() for mask in masks),
            self.network.theta.copy(),
            self.optimizer.state(),
        )

    def peek(self) -> Trace:
        """Return the next update, with the settings in force, without making it.

        What has to be drawn for it is drawn again when it is made.
        """
        order, dropout = (rng.bit_generator.state for rng in self._streams)
        bank_epoch, before = self._bank_epoch, self._dropout_before
        batch = self._next_batch()
        for rng, state in zip(self._streams, (order, dropout), strict=True):
            rng.bit_generator.state = state
        self._bank_epoch, self._dropout_before = bank_epoch, before
        return self._trace(self._beginning(*batch))

    @property
    def _streams(self) -> tuple[np.random.Generator, np.random.Generator]:
        return self._order, self._dropout

    def _next_batch(self) -> tuple[Array, Array, list[Array] | None]:
        if self.picked is not None:
            return self._alone(self.picked)
        if self.cursor == 0:
            self._batches.shuffle(self._order)
        x, t, stop = self._batches.at(self.cursor)
        drops = bool(self._settings.dropout)
        return x, t, self._masks(self.cursor, stop) if drops else None

    def last_trace(self) -> Trace | None:
        """Return the last update, taken apart; None where it was not recorded."""
        last = self._last
        if last is None or last.update != self.update - 1:
            return None
        return self._trace(last)

    def _trace(self, begin: Beginning) -> Trace:
        network, settings = self.network.copy(), begin.settings
        network.theta[:] = begin.theta
        optimizer = make_optimizer(settings.optimizer, len(begin.theta))
        optimizer.load(begin.optimizer)
        return trace_update(
            network,
            optimizer,
            begin.x,
            begin.t,
            masks=begin.masks,
            l1=settings.l1,
            l2=settings.l2,
            learning_rate=settings.learning_rate,
            momentum=settings.momentum,
        )

    def rest(self) -> None:
        """Give back memory that is only needed while training goes on."""
        self.network.forget_workspaces()
        self._batches.forget_views()
        self._last = None

    def measure(self, with_test: bool = False) -> EpochErrors:
        """Return the errors of the sets with the weights as they are now."""
        return measure(self.network, self.problem, with_test)

    def state(self) -> TrainerState:
        """Return a copy of everything, but for a picked example."""
        begun, has_bank = self.cursor > 0, self._bank_epoch == self.epoch
        order, dropout = (rng.bit_generator.state for rng in self._streams)
        return TrainerState(
            self.update,
            self.epoch,
            self.cursor,
            self._batches.size,
            self.network.theta.copy(),
            self.gradient.copy(),
            self.optimizer.state(),
            self._order_before if begun else order,
            self._dropout_before if has_bank else dropout,
            has_bank,
        )

    def load(self, state: TrainerState) -> None:
        """Go back to `state`; the next update is made to the same bytes again."""
        self.update, self.epoch, self.cursor = state.update, state.epoch, state.cursor
        self.picked = self._last = None
        self.network.theta[:] = state.theta
        self.network.grad[:] = state.gradient
        self.optimizer.load(state.optimizer)
        self._order.bit_generator.state = self._order_before = state.order
        self._dropout.bit_generator.state = self._dropout_before = state.dropout
        if state.cursor:
            self._batches.shuffle(self._order)
            self._batches.cut(state.batch_size, state.cursor)
        self._bank_epoch = -1
        if state.has_bank:
            self._bank.draw()
            self._bank_epoch = state.epoch


def measure(network: Network, problem: Problem, with_test: bool = False) -> EpochErrors:
    """Return the mean data errors, and accuracies, of the sets.

    One forward pass over the training and validation examples, and one over those of
    the test set where it is asked for, without dropout; no penalty. What the first one
    gives does not depend on the second.
    """
    first = problem.train.examples
    train, validation = _scores(network, problem, problem.watched, first)
    test: Scores = (None, None)
    if with_test:
        test, _ = _scores(network, problem, problem.test, problem.test.examples)
    error, accuracy = train
    return EpochErrors(
        math.nan if error is None else error,
        validation[0],
        test[0],
        accuracy,
        validation[1],
        test[1],
    )


def _scores(
    network: Network, problem: Problem, part: Part, first: int
) -> tuple[Scores, Scores]:
    """Return the error and accuracy of the `first` examples of `part`, and the rest."""
    if not part.examples:
        return (None, None), (None, None)
    work = network.workspace(part.examples)
    outputs = work.forward(part.x)
    errors = work.errors(part.t)
    right = _right(outputs, part.t) if problem.points.kind.classes else None
    cut = (0, first), (first, part.examples)
    one, two = ((_mean(errors, *ends), _mean(right, *ends)) for ends in cut)
    return one, two


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
