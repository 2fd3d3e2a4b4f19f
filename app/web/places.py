"""Edges, units and biases of a network: whether they exist, and where theirs lie."""

from typing import Any

from app.engine import Layout
from app.training.parameters import bias_name, weight_name
from app.web.checks import refuse
from app.web.messages import EdgeFocus, Focus
from app.web.protocol import ErrorCode, FocusKind


def exists(layout: Layout, focus: Focus) -> bool:
    """Tell whether the network has what is looked at."""
    return _missing(layout, focus) is None


def require(layout: Layout, focus: Focus) -> None:
    """Raise ProtocolError, naming the field, if the network lacks what is meant."""
    missing = _missing(layout, focus)
    if missing is not None:
        field, least, most, value = missing
        rule = f"a whole number from {least} to {most}"
        raise refuse(ErrorCode.RANGE, f"focus.{field}", rule, value)


def parameter(focus: Focus) -> str:
    """Return the name of a weight or bias in the list of changes."""
    if isinstance(focus, EdgeFocus):
        return weight_name(focus.layer, focus.source, focus.to)
    return bias_name(focus.layer, focus.unit)


def place(focus: Focus) -> dict[str, Any]:
    """Return the focus as it travels."""
    where: dict[str, Any] = {"kind": focus.kind.value, "layer": focus.layer}
    if isinstance(focus, EdgeFocus):
        return where | {"from": focus.source, "to": focus.to}
    return where | {"unit": focus.unit}


def place_at(layout: Layout, index: int) -> dict[str, Any]:
    """Return, as it travels, the focus on the parameter at `index` of theta (P,)."""
    for layer, (units, columns) in enumerate(layout.shapes, start=1):
        if index < units * columns:
            to, source = divmod(index, columns)
            if source == columns - 1:
                return {"kind": FocusKind.BIAS.value, "layer": layer, "unit": to}
            edge = FocusKind.EDGE.value
            return {"kind": edge, "layer": layer, "from": source, "to": to}
        index -= units * columns
    raise IndexError(f"the network has {layout.size} parameters only")


def _missing(layout: Layout, focus: Focus) -> tuple[str, int, int, int] | None:
    """Return (field, least, most, value) of the first number that is out of range."""
    sizes = layout.sizes
    if focus.layer >= len(sizes):
        return "layer", 1, len(sizes) - 1, focus.layer
    if not isinstance(focus, EdgeFocus):
        places = [("unit", sizes[focus.layer], focus.unit)]
    else:
        places = [
            ("from", sizes[focus.layer - 1], focus.source),
            ("to", sizes[focus.layer], focus.to),
        ]
    for field, size, value in places:
        if value >= size:
            return field, 0, size - 1, value
    return None
