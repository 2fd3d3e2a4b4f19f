"""The names of single weights and biases, and where they lie in theta."""

import re
from collections.abc import Iterable, Mapping

from app.engine import Array, Layout
from app.training.errors import SettingsError
from app.training.fields import Number, received

LARGEST_PARAMETER = 1e6
_VALUE = Number(-LARGEST_PARAMETER, LARGEST_PARAMETER)
_NUMBER = r"\[(0|[1-9][0-9]{0,3})\]"
_WEIGHT = re.compile(rf"w{_NUMBER}{_NUMBER}{_NUMBER}")
_BIAS = re.compile(rf"b{_NUMBER}{_NUMBER}")
_RULE = "w[layer][from][to] or b[layer][to] of the network"


def weight_name(layer: int, source: int, to: int) -> str:
    """Return the name of the weight from unit `source` of layer - 1 to unit `to`.

    Layers are counted from 1 (0 are the inputs), units from 0.
    """
    return f"w[{layer}][{source}][{to}]"


def bias_name(layer: int, to: int) -> str:
    """Return the name of the bias of unit `to` of `layer`."""
    return f"b[{layer}][{to}]"


def parameter_index(layout: Layout, name: object) -> int:
    """Return where in theta (P,) the parameter `name` lies.

    Raises:
        SettingsError: there is no such weight or bias.
    """
    text = name if isinstance(name, str) else ""
    weight, bias = _WEIGHT.fullmatch(text), _BIAS.fullmatch(text)
    if weight is not None:
        layer, source, to = map(int, weight.groups())
        return _index(layout, name, (layer, source, to))
    if bias is not None:
        layer, to = map(int, bias.groups())
        return _index(layout, name, (layer, None, to))
    raise _unknown(name)


def weight_index(layout: Layout, layer: int, source: int, to: int) -> int:
    """Return where in theta (P,) a weight lies, or raise SettingsError."""
    place = (layer, source, to)
    return _index(layout, weight_name(*place), place)


def bias_index(layout: Layout, layer: int, to: int) -> int:
    """Return where in theta (P,) a bias lies, or raise SettingsError."""
    return _index(layout, bias_name(layer, to), (layer, None, to))


def parameter_name(layout: Layout, index: int) -> str:
    """Return the name of the parameter at `index` of theta (P,).

    Raises:
        IndexError: theta is shorter.
    """
    if not 0 <= index < layout.size:
        raise IndexError(f"theta has {layout.size} parameters, none at {index}")
    rest = index
    for layer, (units, columns) in enumerate(layout.shapes, start=1):
        if rest < units * columns:
            to, source = divmod(rest, columns)
            is_bias = source == columns - 1
            return bias_name(layer, to) if is_bias else weight_name(layer, source, to)
        rest -= units * columns
    raise IndexError(index)


def read(layout: Layout, theta: Array, names: Iterable[str]) -> dict[str, float]:
    """Return the values of parameters by name."""
    return {name: float(theta[parameter_index(layout, name)]) for name in names}


def write(layout: Layout, theta: Array, values: Mapping[str, float]) -> None:
    """Write values by name into theta (P,)."""
    for name, value in values.items():
        theta[parameter_index(layout, name)] = value


def checked_value(name: str, value: object) -> float:
    """Return the value to write into a parameter, or raise SettingsError."""
    number: float = _VALUE.check(name, value) or 0.0  # -0.0 becomes 0.0
    return number


def _index(layout: Layout, name: object, place: tuple[int, int | None, int]) -> int:
    layer, source, to = place
    if not 1 <= layer < len(layout.sizes):
        raise _unknown(name)
    units, columns = layout.shapes[layer - 1]
    column = columns - 1 if source is None else source
    is_there = source is None or 0 <= source < columns - 1
    if not (is_there and 0 <= to < units):
        raise _unknown(name)
    before = sum(n * width for n, width in layout.shapes[: layer - 1])
    return before + to * columns + column


def _unknown(name: object) -> SettingsError:
    text = name[:60] if isinstance(name, str) else received(name)
    return SettingsError(
        "unknown", text, f"weights must be {_RULE}; received {received(name)}"
    )
