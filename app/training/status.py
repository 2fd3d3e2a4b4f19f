"""What a run is doing, in words."""

from collections.abc import Callable
from dataclasses import dataclass

from app.training.cautions import cautions
from app.training.ending import ending, prospect
from app.training.notation import number
from app.training.run import Run, gentler_rate
from app.training.settings import CATALOGUE, MOST_EPOCHS
from app.training.states import State
from app.training.stopping import CRITERION_OF, LARGEST_ERROR, Reason, Stop
from app.training.validation import difference
from app.training.visit import Visit, last_visitable

RESTS = "Early stopping rests: the validation set is empty."
MOST_NAMED = 3  # settings that were others then


@dataclass(frozen=True)
class Status:
    """A sentence or two, and its tone: info, good, warning or bad."""

    tone: str
    text: str


def describe(run: Run) -> Status:
    """Return what `run` is doing, and after a stop what happened and why.

    And what was done to it while nobody watched, until somebody goes on.
    """
    status = _describe(run)
    if not run.notice or run.visit is not None or run.state is State.RUNNING:
        return status
    return Status(status.tone, f"{status.text} {run.notice}")


def _describe(run: Run) -> Status:
    if run.visit is not None:
        return Status("info", _looking(run, run.visit))
    if run.state in _HOLDS:
        return Status("info", _HOLDS[run.state](run))
    if run.state is State.FAILED:
        return Status("bad", f"Training failed: {run.fault} Reset starts anew.")
    stop = run.course.stop
    if stop is None:
        raise ValueError(f"a {run.state} run has no stop")
    if run.state is State.DIVERGED:
        return Status("bad", _diverged(run, stop))
    said, more = ending(run, stop), prospect(run)
    if said.endswith(".") or not more:  # what is to be known goes before what may come
        return Status("good", said)
    return Status("good", f"{said}. {more}")


def _looking(run: Run, visit: Visit) -> str:
    """Name the epoch looked at, and what was set otherwise then."""
    where = f"Looking at epoch {visit.epoch} of {last_visitable(run.course)}"
    then = difference(run.settings, run.course.settings_at(visit.update))
    if not then:
        return f"{where}."
    if len(then) > MOST_NAMED:
        return f"{where}: {len(then)} settings were different then."
    values = [f"{CATALOGUE[name].label} {_value(then[name])}" for name in then]
    return f"{where}, then with {', '.join(values)}."


def _value(value: object) -> str:
    if isinstance(value, list):
        return " and ".join(str(each).replace("_", " ") for each in value)
    if value is None or isinstance(value, bool):
        return "on" if value else "off"
    return str(value)


def _running(run: Run) -> str:
    if run.is_recovering:
        return "Computing your run again."
    passed = run.course.passed_over_next
    if passed & CRITERION_OF.keys():
        epoch = run.course.history.epoch_at(run.course.passed[-1])
        return (
            f"Training past the stop at epoch {epoch}. It counts again after a new "
            "best epoch."
        )
    where = ""
    if Reason.TARGET_ERROR in passed:
        where = " past the target error"
    if Reason.MAX_EPOCHS in passed:
        where = f" past the max epochs, up to epoch {MOST_EPOCHS}"
    return f"Training{where}. {_watching(run)}"


def _watching(run: Run) -> str:
    """Say what early stopping does."""
    course, settings = run.course, run.settings
    if not settings.early_stopping:
        return "Early stopping is off."
    if not course.problem.validation.examples:
        return RESTS
    if course.epoch + 1 < settings.start_epoch:
        return f"Early stopping starts checking at epoch {settings.start_epoch}."
    return "Early stopping watches the validation error."


def _paused(run: Run) -> str:
    """Name the epoch a paused run is in: a whole one that ended, or the next."""
    epoch = run.course.epoch + (run.course.trainer.cursor > 0)
    return f"Paused in epoch {epoch}."


def _notes(run: Run) -> list[str]:
    """Return what is to be known before it trains."""
    found = [each.text for each in cautions(run.course)]
    if run.settings.early_stopping and not run.course.problem.validation.examples:
        found.append(RESTS)
    return [run.note, *found] if run.note else found


_HOLDS: dict[State, Callable[[Run], str]] = {
    State.READY: lambda run: " ".join(["Ready. Press Play to train.", *_notes(run)]),
    State.RUNNING: _running,
    State.PAUSED: _paused,
}


def _diverged(run: Run, stop: Stop) -> str:
    train = run.course.history.row(stop.epoch)["train"]
    why = "the numbers are no longer finite"
    if train is not None and train > LARGEST_ERROR:
        why = f"the training error {number(train, 3)} is above {number(LARGEST_ERROR)}"
    rate = gentler_rate(run.settings)
    return (
        f"Diverged in epoch {stop.epoch}: {why}. The weights of epoch "
        f"{stop.epoch - 1} are kept; go back there with learning rate "
        f"{number(rate, 3, trim=True)}?"
    )
