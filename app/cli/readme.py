"""The README's table of settings, made from the catalogue.

`python -m app.cli.readme` writes it anew; a test fails when it is stale.
"""

from pathlib import Path

from app.engine import DATASETS
from app.training.declaring import Setting
from app.training.fields import (
    Choice,
    Field,
    Flag,
    Integer,
    Layers,
    Number,
    Several,
    plain,
)
from app.training.rules import MOST_PARAMETERS
from app.training.settings import CATALOGUE, LIVE

README = Path(__file__).resolve().parents[2] / "README.md"
BEGIN = "<!-- settings: written by `python -m app.cli.readme` -->\n"
END = "<!-- end of settings -->\n"


def table() -> str:
    """Return the table in Markdown: one row a setting, in the catalogue's order."""
    head = "| setting | values | default | acts | meaning |\n|---|---|---|---|---|\n"
    return head + "".join(map(_row, CATALOGUE.values()))


def updated(text: str) -> str:
    """Return the README's `text` with its table made anew."""
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    return f"{before}{BEGIN}{table()}{END}{after}"


def main() -> None:
    """Write the README's table anew."""
    README.write_text(updated(README.read_text("utf-8")), "utf-8", newline="\n")


def _row(entry: Setting) -> str:
    acts = "at once" if entry.acts == LIVE else "new network"
    cells = (f"`{entry.name}`", values(entry), default(entry), acts, entry.help)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def values(entry: Setting) -> str:
    """Return what the setting can be, in a few words."""
    text = _values(entry.field)
    return f"{text} {entry.unit}" if entry.unit else text


def _values(field: Field) -> str:
    match field:
        case Choice() | Several():
            return ", ".join(field.values)
        case Integer():
            return f"{field.minimum} to {field.maximum}"
        case Number():
            bounds = f"{plain(field.minimum)} to {plain(field.maximum)}"
            return f"{bounds}, or null" if field.nullable else bounds
        case Flag():
            return "on, off"
        case Layers():
            return (
                f"0 to {field.most_layers} layers of 1 to {field.most_units} units, "
                f"{MOST_PARAMETERS:,} parameters in all"
            )
    raise TypeError(f"no words for {field!r}")


def default(entry: Setting) -> str:
    """Return the default, or all of them where they depend on the data set."""
    texts: dict[str, list[str]] = {}
    for dataset in DATASETS:
        text = entry.field.format(entry.default_for(dataset)).replace(",", ", ")
        texts.setdefault(text or "none", []).append(dataset)
    if len(texts) == 1:
        return next(iter(texts))
    common = max(texts, key=lambda text: len(texts[text]))
    others = [
        f"{text} ({', '.join(names)})"
        for text, names in texts.items()
        if text != common
    ]
    return "; ".join([common, *others])


if __name__ == "__main__":
    main()
