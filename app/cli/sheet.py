"""The worked sheet: one example's four phases, as a page of HTML to print."""

from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from app.cli import steps
from app.cli.mathml import (
    indexed,
    letter,
    math,
    tag,
    text_number,
)
from app.cli.phases import Phases
from app.cli.tables import Table, unit_tables, weight_table
from app.engine import FEATURES, Array
from app.training.explain import Explanation
from app.training.fields import Choice
from app.training.problem import build
from app.training.settings import CATALOGUE
from app.web.assets import folder

SHOWN_SETTINGS = ("dataset", "activation", "loss", "optimizer", "learning_rate")
OTHER_SETTINGS = ("l1", "l2", "dropout", "weight_seed")


def render(explanation: Explanation, with_answers: bool = True) -> str:
    """Return the sheet as one page of HTML, in ASCII."""
    environment = Environment(
        loader=FileSystemLoader(folder("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page = environment.get_template("sheet.html").render(
        sheet=Sheet(explanation), answers=with_answers
    )
    return page.encode("ascii", "xmlcharrefreplace").decode("ascii")


class Sheet:
    """What the template shows of an explanation."""

    def __init__(self, explanation: Explanation) -> None:
        self.explanation = explanation
        self.settings = explanation.settings
        self.trace = explanation.trace
        self.layout = self.trace.layout
        self.sizes = self.layout.sizes
        self.depth = len(self.sizes) - 1
        output = build(self.settings).output
        self.link = output.name
        self.phases = Phases(self.settings, self.trace, (output.loss.name, output.name))
        self._t: list[float] = self.trace.t[:, 0].tolist()

    @property
    def network(self) -> str:
        """The numbers of units, as `2-8-8-1`."""
        return "-".join(map(str, self.sizes))

    @property
    def number(self) -> int:
        """The number of the update that is worked, counted from 1."""
        return self.explanation.update + 1

    @property
    def conditions(self) -> list[tuple[str, str]]:
        """The settings that the numbers depend on, label and value."""
        values = self.settings.as_dict()
        names = [*SHOWN_SETTINGS]
        if self.settings.optimizer in {"momentum", "nesterov"}:
            names.append("momentum")
        names += [name for name in OTHER_SETTINGS if values[name]]
        shown = [(CATALOGUE[n].label, _value(n, values[n])) for n in names]
        if not self.settings.hidden_layers:
            shown = [pair for pair in shown if pair[0] != CATALOGUE["activation"].label]
        return shown

    @property
    def inputs(self) -> list[tuple[Markup, Markup, Markup]]:
        """Symbol, meaning and value of each input."""
        return [
            (
                math(indexed("a", 0, i + 1)),
                Markup("{}").format(FEATURES[name].label),
                text_number(self.trace.x[i, 0]),
            )
            for i, name in enumerate(self.settings.inputs)
        ]

    @property
    def targets(self) -> list[tuple[Markup, Markup]]:
        """Symbol and value of each target."""
        return [
            (math(tag("msub", letter("t"), tag("mn", str(k + 1)))), text_number(t))
            for k, t in enumerate(self._t)
        ]

    @property
    def error_before(self) -> Markup:
        """The error before the update."""
        return text_number(self.explanation.error_before)

    @property
    def error_after(self) -> Markup:
        """The error after the update."""
        return text_number(self.explanation.error_after)

    @property
    def change(self) -> Markup:
        """How the error changed."""
        before, after = self.explanation.error_before, self.explanation.error_after
        return text_number(after - before)

    @property
    def predicted(self) -> Markup:
        """How the gradient says that the error changes: its product with the update."""
        return text_number(float(self.trace.data_gradient @ self.trace.update))

    @property
    def verdict(self) -> str:
        """Whether the error fell."""
        change = self.explanation.error_after - self.explanation.error_before
        if change == 0:
            return "stayed the same"
        return "fell" if change < 0 else "rose"

    @property
    def is_plain(self) -> bool:
        """Whether the inputs are x1, x2 in this order, and need no other name."""
        return tuple(self.settings.inputs) in {("x1",), ("x1", "x2")}

    @property
    def has_dropout(self) -> bool:
        """Whether units are dropped in this update."""
        return self.trace.masks is not None

    @property
    def has_l1(self) -> bool:
        """Whether L1's threshold follows the optimizer's step."""
        return bool(self.settings.l1)

    @property
    def has_l2(self) -> bool:
        """Whether the L2 penalty has a part in the gradient."""
        return bool(self.settings.l2)

    @property
    def given(self) -> list[Table]:
        """The weights before the update, what dropout dropped, what is remembered."""
        tables = self._of("Weights and biases", "w", self.trace.before)
        if self.trace.masks is not None:
            for layer, mask in enumerate(self.trace.masks, start=1):
                head = math(indexed("m", layer, "j"))
                caption = f"Factors of dropout, layer {layer}"
                tables += [
                    Table(t.caption, t.heads, t.rows, is_given=True)
                    for t in unit_tables(caption, layer, {head: mask[:, 0]})
                ]
        for key, vector in self._memory().items():
            if vector.any():
                tables += self._of("Remembered from earlier updates", key, vector)
        return tables

    @property
    def forgotten(self) -> list[str]:
        """The letters of what the optimizer keeps that is still 0 everywhere."""
        return [key for key, vector in self._memory().items() if not vector.any()]

    def _memory(self) -> dict[str, Array]:
        name = self.settings.optimizer
        vectors = steps.memory(name, self.trace.optimizer_before)
        return {steps.SYMBOLS[name][key]: vector for key, vector in vectors.items()}

    def _of(self, words: str, symbol: str, vector: Array) -> list[Table]:
        """Return tables that are given, one a layer, of a vector (P,)."""
        name = letter(symbol)
        return [
            weight_table(
                Markup("{} {}, layer {}").format(words, math(name), layer),
                layer,
                block,
                True,
            )
            for layer, block in enumerate(self.layout.views(vector), start=1)
        ]


def _value(name: str, value: Any) -> str:
    """Return a setting's value as the page writes it."""
    entry = CATALOGUE[name]
    if isinstance(entry.field, Choice):
        return next(o.label for o in entry.field.options if o.value == value)
    return f"{value} {entry.unit}".strip()
