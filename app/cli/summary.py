"""A finished run in a few lines, for a person at a terminal."""

from collections.abc import Iterator, Sequence
from typing import Any

from app.training.changes import Change
from app.training.criteria import CRITERIA
from app.training.ending import never_looked
from app.training.notation import number, share
from app.training.result import INTERRUPTED
from app.training.stopping import CRITERION_OF, LARGEST_ERROR, Reason

SETS = {"train": "training", "validation": "validation", "test": "test"}


def summary(record: dict[str, Any]) -> str:
    """Return lines that tell why the run of RUN.json ended, and its errors."""
    return "".join(f"{line}\n" for line in (ending(record), *_table(record)))


def ending(record: dict[str, Any]) -> str:
    """Return one sentence that tells why and when the run ended."""
    stop = record["stop"]
    return f"{_WHY[stop['reason']]}{stop['epoch']}."


def divergence(record: dict[str, Any]) -> str | None:
    """Return what a person must know of a run that diverged, None of any other."""
    if record["stop"]["reason"] != Reason.DIVERGED:
        return None
    epoch = record["stop"]["epoch"]
    return (
        f"training diverged in epoch {epoch}: a number was no longer finite, or the "
        f"training error above {LARGEST_ERROR:.0f}; a smaller learning_rate helps"
    )


def unmet(record: dict[str, Any], changes: Sequence[Change]) -> list[str]:
    """Return what was asked for and did not happen, since training ended before."""
    stop = record["stop"]
    if stop["reason"] in {INTERRUPTED, Reason.DIVERGED}:
        return []
    said = []
    settings = record["settings"].copy()
    for change in record["changes"]:
        settings |= change["set"]
    is_watched = settings["early_stopping"] and record["data"]["validation"]["x"]
    if is_watched and stop["best_epoch"] is None:
        said.append(never_looked(settings["start_epoch"]))
    late = [change for change in changes if change.update > record["updates"]]
    if late:
        said.append(
            f"{_counted(len(late))} never made: training ended after update "
            f"{record['updates']}, before update {late[0].update}."
        )
    return said


def _counted(late: int) -> str:
    return "One change was" if late == 1 else f"{late} changes were"


_WHY: dict[str, str] = {
    **{
        reason.value: f"Stopped early ({CRITERIA[criterion].label.lower()}) at epoch "
        for reason, criterion in CRITERION_OF.items()
    },
    Reason.DIVERGED.value: "Diverged in epoch ",
    Reason.TARGET_ERROR.value: "Stopped at the target error, at epoch ",
    Reason.MAX_EPOCHS.value: "Stopped at the last epoch allowed, epoch ",
    INTERRUPTED: "Interrupted after epoch ",
}


def _table(record: dict[str, Any]) -> Iterator[str]:
    history, stop = record["history"], record["stop"]
    sets = [name for name in SETS if any(v is not None for v in history[name])]
    rows = [["", *(f"{SETS[name]} error" for name in sets)]]
    with_accuracy = [
        name for name in sets if any(v is not None for v in history[f"{name}_accuracy"])
    ]
    rows[0] += [f"{SETS[name]} accuracy" for name in with_accuracy]
    named = {"first": 0, "best": stop["best_epoch"], "last": len(history["epoch"]) - 1}
    for word, epoch in named.items():
        if epoch is None:
            continue
        errors = [number(history[name][epoch]) for name in sets]
        shares = [share(history[f"{name}_accuracy"][epoch]) for name in with_accuracy]
        rows.append([f"{word} epoch {epoch}", *errors, *shares])
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *cells in rows:
        padded = [
            cell.rjust(width) for cell, width in zip(cells, widths[1:], strict=True)
        ]
        yield "  ".join([first.ljust(widths[0]), *padded]).rstrip()
