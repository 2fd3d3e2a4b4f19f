"""The four phases of an update: each layer's formulas, worked with its numbers."""

import numpy as np
from markupsafe import Markup

from app.cli import formulas, steps
from app.cli.mathml import (
    Pieces,
    between,
    brackets,
    equation,
    factor,
    fraction,
    indexed,
    joint,
    letter,
    math,
    number,
    power,
    row,
    sign,
    slope,
    sum_over,
    tag,
    terms,
    text_number,
    times,
)
from app.cli.sections import Line, Section
from app.cli.tables import layer_table, unit_tables
from app.engine import ACTIVATIONS, Array, Trace
from app.training.settings import Settings

PHI_PRIME = tag("msup", letter("φ"), sign("\u2032"))
MOST_WORKED = 12  # weights of a layer whose every unit is worked; else its first one


class Phases:
    """The sections of each phase of one update with a single example."""

    def __init__(self, settings: Settings, trace: Trace, pair: tuple[str, str]) -> None:
        """Take the update apart; `pair` is the names of the loss and of its link."""
        self.settings = settings
        self.trace = trace
        self.pair = pair
        self.link = pair[1]
        self.sizes = trace.layout.sizes
        self.depth = len(self.sizes) - 1
        self._weights = trace.layout.views(trace.before)
        self._o: list[float] = trace.activations[-1][:, 0].tolist()
        self._t: list[float] = trace.t[:, 0].tolist()

    @property
    def _phi(self) -> str:
        return self.settings.activation

    def _worked(self, layer: int) -> range:
        """Return the units of a layer that are worked term by term."""
        n_in, n_out = self.sizes[layer - 1 : layer + 1]
        return range(n_out if n_in * n_out <= MOST_WORKED else 1)

    # Forward

    @property
    def forward(self) -> list[Section]:
        """The layers from the first to the last."""
        return [self._forward(layer) for layer in range(1, self.depth + 1)]

    def _forward(self, layer: int) -> Section:
        z, a = self.trace.nets[layer - 1][:, 0], self.trace.activations[layer][:, 0]
        general = [
            equation(
                indexed("z", layer, "j"),
                row(
                    indexed("b", layer, "j"),
                    sign("+"),
                    sum_over(
                        "i",
                        self.sizes[layer - 1],
                        indexed("w", layer, "i", "j"),
                        indexed("a", layer - 1, "i"),
                    ),
                ),
            ),
            self._activated(layer),
        ]
        lines = []
        for j in self._worked(layer):
            lines += [self._net(layer, j), self._activation(layer, j)]
        rows = {math(indexed("z", layer, "j")): z, math(self._out(layer, "j")): a}
        return Section(
            self._name(layer),
            general,
            "",
            lines,
            unit_tables(f"Layer {layer}, unit j", layer, rows),
        )

    def _out(self, layer: int, unit: int | str) -> Markup:
        """Return the symbol of an activation; of the last layer o = a."""
        if layer < self.depth:
            return indexed("a", layer, unit)
        return tag("msub", letter("o"), tag("mi" if unit == "j" else "mn", str(unit)))

    def _activated(self, layer: int) -> Markup:
        z = indexed("z", layer, "j")
        if layer < self.depth:
            value = row(letter("φ"), brackets(z))
            if self.trace.masks is not None:
                value = times(indexed("m", layer, "j"), value)
            return self._where(
                equation(self._out(layer, "j"), value),
                equation(formulas.PHI, formulas.ACTIVATION[self._phi][0]),
            )
        if self.link == "softmax":
            return equation(
                tag("msub", letter("o"), letter("k")), formulas.LINK["softmax"]
            )
        name = row(letter("σ"), brackets(z)) if self.link == "sigmoid" else z
        result = equation(self._out(layer, "j"), name)
        if self.link == "linear":
            return result
        sigma = row(letter("σ"), brackets(letter("z")))
        return self._where(result, equation(sigma, formulas.LINK["sigmoid"]))

    def _where(self, first: Markup, second: Markup) -> Markup:
        return Markup("{}<i>, where</i> {}").format(first, second)

    def _net(self, layer: int, j: int) -> Line:
        weights = self._weights[layer - 1][j]
        below = self.trace.activations[layer - 1][:, 0]
        units = range(len(below))
        symbols = terms(
            row(indexed("w", layer, i + 1, j + 1), indexed("a", layer - 1, i + 1))
            for i in units
        )
        numbers = terms(times(factor(weights[i]), factor(below[i])) for i in units)
        bias = row(indexed("b", layer, j + 1), sign("+"), symbols[0])
        first = row(number(weights[-1]), sign("+"), numbers[0])
        return Line(
            [row(indexed("z", layer, j + 1), sign("="), bias), *symbols[1:]],
            [first, *numbers[1:]],
            text_number(self.trace.nets[layer - 1][j, 0]),
        )

    def _activation(self, layer: int, j: int) -> Line:
        z, result = self.trace.nets[layer - 1], self.trace.activations[layer]
        symbol, value = indexed("z", layer, j + 1), number(z[j, 0])
        if layer == self.depth and self.link == "softmax":
            e = [power(letter("e"), number(v)) for v in z[:, 0]]
            total = row(*terms(e))
            general = formulas.softmax(tag("mn", str(j + 1)))
            worked = fraction(e[j], total)
        elif layer == self.depth and self.link == "linear":
            general, worked = symbol, value
        else:
            name = letter("σ" if layer == self.depth else "φ")
            general, worked = row(name, brackets(symbol)), row(name, brackets(value))
            if layer < self.depth and self.trace.masks is not None:
                mask = number(self.trace.masks[layer - 1][j, 0])
                general = times(indexed("m", layer, j + 1), general)
                worked = times(mask, worked)
        return Line(
            between("=", [self._out(layer, j + 1), general]),
            [worked],
            text_number(result[j, 0]),
        )

    # Error

    @property
    def error(self) -> Section:
        """The error of the example."""
        general = formulas.ERROR[self.pair]
        numbers = formulas.error_numbers(*self.pair, self._o, self._t)
        line = Line(
            between("=", [letter("E"), general]),
            numbers,
            text_number(self.trace.errors[0]),
        )
        return Section("", [], "", [line], [])

    # Backward

    @property
    def backward(self) -> list[Section]:
        """The layers from the last to the first."""
        hidden = [self._hidden(layer) for layer in range(self.depth - 1, 0, -1)]
        return [self._output(), *hidden]

    def _output(self) -> Section:
        deltas = self.trace.deltas[-1][:, 0]
        general = equation(
            indexed("δ", self.depth, "k"),
            row(slope(indexed("z", self.depth, "k"))),
            formulas.DELTA[self.pair],
        )
        lines = [
            Line(
                [indexed("δ", self.depth, k + 1)],
                formulas.delta_numbers(*self.pair, self._o, self._t, k),
                text_number(deltas[k]),
            )
            for k in range(len(self._o))
        ]
        return Section(
            "Output layer", [general], formulas.WHY_DELTA[self.pair], lines, []
        )

    def _hidden(self, layer: int) -> Section:
        sums = self._sums(layer)
        slopes = self.trace.slopes[layer - 1][:, 0]
        z = indexed("z", layer, "i")
        phi = row(PHI_PRIME, brackets(z))
        if self.trace.masks is not None:
            phi = times(indexed("m", layer, "i"), phi)
        back = sum_over(
            "j",
            self.sizes[layer + 1],
            indexed("w", layer + 1, "i", "j"),
            indexed("δ", layer + 1, "j"),
        )
        rule = equation(indexed("δ", layer, "i"), times(phi, back))
        derivative = equation(
            row(PHI_PRIME, brackets(letter("z"))),
            formulas.ACTIVATION[self._phi][1],
        )
        lines = []
        for i in self._worked(layer):
            lines += [self._slope(layer, i), self._delta(layer, i)]
        rows = {
            math(phi): slopes,
            math(back): sums,
            math(indexed("δ", layer, "i")): self.trace.deltas[layer - 1][:, 0],
        }
        tables = unit_tables(f"Layer {layer}, unit i", layer, rows)
        return Section(f"Hidden layer {layer}", [rule, derivative], "", lines, tables)

    def _sums(self, layer: int) -> Array:
        """Return what flows back to each unit of a hidden layer, before its slope."""
        weights = self._weights[layer]
        sums: Array = weights[:, :-1].T @ self.trace.deltas[layer][:, 0]
        return sums

    def _slope(self, layer: int, i: int) -> Line:
        z = self.trace.nets[layer - 1][i, 0]
        raw, result = np.empty(1), np.empty(1)
        ACTIVATIONS[self._phi].f(np.array([z]), raw)
        ACTIVATIONS[self._phi].derivative(raw, result)
        return Line(
            [row(PHI_PRIME, brackets(indexed("z", layer, i + 1)))],
            [row(PHI_PRIME, brackets(number(z)))],
            text_number(result[0]),
        )

    def _delta(self, layer: int, i: int) -> Line:
        weights = self._weights[layer][:, i]
        deltas = self.trace.deltas[layer][:, 0]
        products = terms(
            times(factor(w), factor(d)) for w, d in zip(weights, deltas, strict=True)
        )
        slope_of = factor(self.trace.slopes[layer - 1][i, 0])
        if len(products) == 1:
            numbers = [times(slope_of, products[0])]
        else:
            head = row(slope_of, sign("·"), sign("("), products[0])
            numbers = [head, *products[1:-1], row(products[-1], sign(")"))]
        return Line(
            [indexed("δ", layer, i + 1)],
            numbers,
            text_number(self.trace.deltas[layer - 1][i, 0]),
        )

    # The gradient, and the update

    @property
    def gradients(self) -> list[Section]:
        """What the deltas say of the weights, layer by layer."""
        return [self._gradient(layer) for layer in range(1, self.depth + 1)]

    def _gradient(self, layer: int) -> Section:
        w, b = indexed("w", layer, "i", "j"), indexed("b", layer, "j")
        below, delta = indexed("a", layer - 1, "i"), indexed("δ", layer, "j")
        block = self._of(self.trace.data_gradient, layer)
        a, d = (
            self.trace.activations[layer - 1][0, 0],
            self.trace.deltas[layer - 1][0, 0],
        )
        line = Line(
            between(
                "=",
                [
                    slope(indexed("w", layer, 1, 1)),
                    times(indexed("a", layer - 1, 1), indexed("δ", layer, 1)),
                ],
            ),
            [times(factor(a), factor(d))],
            text_number(block[0, 0]),
        )
        rules = [equation(slope(w), times(below, delta)), equation(slope(b), delta)]
        lines, tables = [line], [layer_table("Gradient", slope(w), layer, block)]
        if self.settings.l2:
            rules.append(equation(letter("g"), row(slope(w), *_l2_part(w))))
            lines.append(self._penalized(layer))
            total = self._of(self.trace.gradient, layer)
            tables.append(layer_table("With L2", letter("g"), layer, total))
        return Section(self._name(layer), rules, "", lines, tables)

    def _penalized(self, layer: int) -> Line:
        w = self._weights[layer - 1][0, 0]
        numbers = [
            number(self._of(self.trace.data_gradient, layer)[0, 0]),
            row(joint("+"), times(number(self.settings.l2), factor(w))),
        ]
        symbol = indexed("w", layer, 1, 1)
        general = row(slope(symbol), *_l2_part(symbol))
        return Line(
            between("=", [letter("g"), general]),
            numbers,
            text_number(self._of(self.trace.gradient, layer)[0, 0]),
        )

    @property
    def updates(self) -> list[Section]:
        """What is added to the weights, and what they are then."""
        return [self._update(layer) for layer in range(1, self.depth + 1)]

    def _update(self, layer: int) -> Section:
        update = self._of(self.trace.update, layer)
        after = self._of(self.trace.after, layer)
        w = indexed("w", layer, 1, 1)
        change = row(sign("Δ"), w)
        given = self._terms(self._first(layer))
        rule = steps.RULE[self.settings.optimizer]
        if self.settings.l1:
            worked = rule(steps.U, given) + steps.threshold(w, change, given)
        else:
            worked = [*rule(change, given), steps.new_weight(w, change, given)]
        lines = [
            Line(symbols, numbers, text_number(result))
            for symbols, numbers, result in worked
        ]
        general = indexed("w", layer, "i", "j")
        return Section(
            self._name(layer),
            [],
            "",
            lines,
            [
                layer_table("Update", row(sign("Δ"), general), layer, update),
                layer_table("New weights and biases", general, layer, after),
            ],
        )

    def _terms(self, index: int) -> dict[str, float]:
        """Return all numbers that the update of one parameter is worked with."""
        name, trace, settings = self.settings.optimizer, self.trace, self.settings
        return {
            "g": float(trace.gradient[index]),
            "before": float(trace.before[index]),
            "step": float(trace.step[index]),
            "stepped": float(trace.stepped[index]),
            "l1": settings.l1,
            "limit": float(trace.limits[index]),
            "after": float(trace.after[index]),
            "update": float(trace.update[index]),
            "rate": settings.learning_rate,
            "mu": settings.momentum,
            **steps.terms_of(name, trace.optimizer_before, index, "before"),
            **steps.terms_of(name, trace.optimizer_after, index, "after"),
        }

    def _first(self, layer: int) -> int:
        """Return where a layer's first weight lies in the vectors (P,)."""
        return sum(
            rows * columns for rows, columns in self.trace.layout.shapes[: layer - 1]
        )

    def _of(self, vector: Array, layer: int) -> Array:
        """Return one layer's block (n_l, n_{l-1} + 1) of a vector (P,)."""
        return self.trace.layout.views(vector)[layer - 1]

    def _name(self, layer: int) -> str:
        return "Output layer" if layer == self.depth else f"Hidden layer {layer}"


def _l2_part(w: Markup) -> Pieces:
    """Return what the L2 penalty adds to the gradient, as symbols."""
    return [sign("+"), times(tag("msub", letter("λ"), tag("mn", "2")), w)]
