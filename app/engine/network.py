"""A fully connected network: forward, backward, and the buffers they work in.

Columns are examples. Every layer's activations are (n_l + 1, B) with a last row of
ones, and its weights (n_l, n_{l-1} + 1) with the bias as last column, so that one
matrix product gives a layer's net input, and one its whole gradient, straight into
views of the flat gradient. Nothing is allocated between two updates, and networks
that take turns on one thread can compute in the same memory: see `room.py`.

Weights that grow without bound give inf and nan, and NumPy's warnings with them: who
trains at any learning rate works inside `np.errstate(all="ignore")`, once around many
updates, and looks whether the result is finite.
"""

from collections.abc import Sequence

import numpy as np

from app.engine.activations import Activation
from app.engine.arrays import Array, constant
from app.engine.layout import Layout
from app.engine.links import Scratch
from app.engine.losses import Output, check_targets
from app.engine.room import Room, Shape, block_for, shared_room

KEPT_WORKSPACES = 8


class Network:
    """Parameters theta (P,), their gradient, and workspaces to compute it in.

    `grad` (P,) is the mean data gradient of the last `backward`.

    Raises:
        ValueError: the layout's last layer is not as wide as the output.
    """

    def __init__(self, layout: Layout, activation: Activation, output: Output) -> None:
        if layout.sizes[-1] != output.units:
            message = f"the last layer must have {output.units} units"
            raise ValueError(f"{message}. Got {layout.sizes[-1]} instead.")
        self.layout = layout
        self.activation = activation
        self.output = output
        self.grad: Array = np.zeros(layout.size)
        self._theta: Array = np.zeros(layout.size)
        self._workspaces: dict[int, Workspace] = {}
        self.room: Room | None = shared_room()

    @property
    def theta(self) -> Array:
        """The parameters; write `theta[:] = ...`, since layers are views of it."""
        return self._theta

    def workspace(self, columns: int) -> "Workspace":
        """Return the workspace for so many examples, the same one each time.

        The one made first is let go when there are too many; who holds it can go on
        working with it.
        """
        workspace = self._workspaces.get(columns)
        if workspace is None:
            if len(self._workspaces) >= KEPT_WORKSPACES:
                del self._workspaces[next(iter(self._workspaces))]
            workspace = self._workspaces[columns] = Workspace(self, columns)
        return workspace

    def forget_workspaces(self) -> None:
        """Give the buffers back; they are made anew when they are asked for."""
        self._workspaces.clear()

    def copy(self) -> "Network":
        """Return a network of its own with the same parameters."""
        twin = Network(self.layout, self.activation, self.output)
        twin.theta[:] = self.theta
        return twin


class Workspace:
    """The buffers for `columns` = B examples at once.

    After `forward`: `nets` z and `activations` a, after `backward`: `deltas` dE/dz of
    each example (not divided by B), and `slopes` da/dz of the hidden layers, the mask's
    factor included. Lists of views that the next call overwrites; where the network
    shares its room, the next call of any network that does.
    """

    def __init__(self, network: Network, columns: int) -> None:
        sizes = network.layout.sizes
        self._hidden = sizes[1:-1]
        self.columns = columns
        self._f = network.activation.f
        self._derivative = network.activation.derivative
        self._value = network.output.loss.values[network.output.name]
        self._grad = network.grad
        self._input_shape = (sizes[0] + 1, columns)
        self._target_shape = (sizes[-1], columns)
        self._share = constant(1.0 / columns)
        self._link = None if network.output.name == "linear" else network.output.link.f

        self._mark = object()
        self._x: Array = np.zeros((sizes[0] + 1, 0))
        self._masks: Sequence[Array] | None = None
        back = self._take_memory(network)
        self._delta = network.output.delta(self._scratch)
        self._plan(network, back)
        self._enter()

    def _take_memory(self, network: Network) -> list[Array]:
        """Lay out the buffers; return those in which the deltas flow back."""
        sizes, columns = network.layout.sizes, self.columns
        rows = sum(self._hidden) + len(self._hidden)
        shapes: list[Shape] = [(rows, columns)] * 4
        shapes += [(n, columns) for n in sizes[1:]]
        shapes += [self._target_shape] * 4 + [(columns,)]
        self._block = block_for(shapes, network.room)
        # A_1 ... A_{L-1}, each with its ones; the same before dropout.
        self._a, self._unmasked, self._slopes, below, *others = self._block.arrays(
            shapes
        )
        self.nets: list[Array] = others[: len(sizes) - 1]
        self._z = self._o = self.nets[-1]
        outputs, self._last_delta, full, other, row = others[len(sizes) - 1 :]
        if self._link is not None:
            self._o = outputs
        self._scratch = Scratch.of(full, other, row)
        # What flows back to the ones is computed with the rest, and never used: a
        # product with a part of the weights would have to copy them first.
        back = self._blocks(below)
        self.deltas = [*(block[:-1] for block in back), self._last_delta]
        return back

    def _enter(self) -> None:
        """Put in the ones that others have written over."""
        self._block.user = self._mark
        for buffer in (self._a, self._unmasked):
            for block in self._blocks(buffer):
                block[-1] = 1.0

    def _require_forward(self) -> None:
        """Raise RuntimeError where another network's numbers are in the buffers."""
        if self._block.user is not self._mark:
            raise RuntimeError("forward must come right before: others compute here")

    def _plan(self, network: Network, back: list[Array]) -> None:
        """Line up, once, what each layer's loops take in their turn."""
        weights = network.layout.views(network.theta)
        gradients = network.layout.views(network.grad)
        self._last_weights = weights[-1]
        self._first_gradient = gradients[0]
        self._layers = self._blocks(self._a)
        inner = [block[:-1] for block in self._layers]
        self._forward = list(
            zip(weights[:-1], self.nets[:-1], inner, self._layers, strict=True)
        )
        transposed = [block.T for block in self._layers]
        turned = [w.T for w in weights[1:]]
        slopes = self._blocks(self._slopes)
        self._raw = [block[:-1] for block in self._blocks(self._unmasked)]
        self.slopes = [block[:-1] for block in slopes]
        rows = zip(
            self.deltas[1:],
            transposed,
            gradients[1:],
            turned,
            back,
            slopes,
            strict=True,
        )
        self._backward = list(rows)[::-1]

    def _blocks(self, buffer: Array) -> list[Array]:
        """Cut `buffer` into one block (n_l + 1, B) for each hidden layer."""
        blocks, start = [], 0
        for n in self._hidden:
            blocks.append(buffer[start : start + n + 1])
            start += n + 1
        return blocks

    @property
    def activations(self) -> list[Array]:
        """The activations (n_l, B) of layers 0 to L, after dropout if there was any."""
        return [self._x[:-1], *(block[:-1] for block in self._layers), self._o]

    def forward(self, x: Array, masks: Sequence[Array] | None = None) -> Array:
        """Return the output (n_L, B) of inputs x (n_0 + 1, B), last row ones; a view.

        masks: for each hidden layer (n_l, B) factors of its activations (dropout).

        Raises:
            ValueError: x has another shape.
        """
        if self._block.user is not self._mark:
            self._enter()
        self._x = a = x
        self._masks = masks
        try:
            if masks is None:
                f = self._f
                for weights, z, inner, layer in self._forward:
                    weights.dot(a, z)
                    f(z, inner)
                    a = layer
            else:
                a = self._forward_masked(x, masks)
            self._last_weights.dot(a, self._z)
        except ValueError as error:  # cheaper than to look at the shape each time
            message = f"inputs must have the shape {self._input_shape}, the last row"
            raise ValueError(f"{message} ones. Got {x.shape} instead.") from error
        if self._link is not None:
            self._link(self._z, self._o, self._scratch)
        return self._o

    def _forward_masked(self, a: Array, masks: Sequence[Array]) -> Array:
        """As `forward` through the hidden layers; the raw activations are kept."""
        for (weights, z, inner, layer), raw, mask in zip(
            self._forward, self._raw, masks, strict=True
        ):
            weights.dot(a, z)
            self._f(z, raw)
            np.multiply(raw, mask, inner)
            a = layer
        return a

    def backward(self, t: Array) -> None:
        """Fill the network's `grad` with the mean gradient over the B examples.

        delta_L = dE/dz_L from the loss, delta_l = (W_{l+1}' delta_{l+1}) f'(z_l), and
        dE/dW_l = delta_l A_{l-1}', all with the weights of the last `forward`. `grad`
        is overwritten, not accumulated.

        Raises:
            ValueError: t is not (n_L, B).
            RuntimeError: another network has computed in the same memory since.
        """
        self._require_forward()
        if t.shape != self._target_shape:
            check_targets(t, self._target_shape)
        self._delta(self._o, t, self._last_delta)
        if self._masks is not None:
            self._masked_slopes(self._masks)
        elif self._layers:
            self._derivative(self._a, self._slopes)
        for delta, a_transposed, gradient, weights, below, slope in self._backward:
            delta.dot(a_transposed, gradient)
            weights.dot(delta, below)
            np.multiply(below, slope, below)
        self.deltas[0].dot(self._x.T, self._first_gradient)
        if self.columns > 1:
            np.multiply(self._grad, self._share, self._grad)

    def _masked_slopes(self, masks: Sequence[Array]) -> None:
        """Write da_l/dz_l of all hidden layers: f'(z) times the mask."""
        self._derivative(self._unmasked, self._slopes)
        for slope, mask in zip(self.slopes, masks, strict=True):
            np.multiply(slope, mask, slope)

    def errors(self, t: Array) -> Array:
        """Return the data error (B,) of each example of the last `forward`.

        Raises:
            ValueError: t is not (n_L, B).
            RuntimeError: another network has computed in the same memory since.
        """
        self._require_forward()
        check_targets(t, self._target_shape)
        return self._value(self._z, self._o, t)
