"""What a run is doing, in words."""

from collections.abc import Callable
from dataclasses import dataclass

from app.training.criteria import Criterion, Reading, readings
from app.training.numerals import number
from app.training.run import Run, gentler_rate
from app.training.settings import CATALOGUE
from app.training.states import State
from app.training.stopping import CRITERION_OF, LARGEST_ERROR, Reason, Stop
from app.training.validation import difference
from app.training.visit import Visit, last_visitable

MOST_NAMED = 3  # settings that were others then


@dataclass(frozen=True)
class Status:
    """A sentence or two, and its tone: info, good, warning or bad."""

    tone: str
    text: str


def describe(run: Run) -> Status:
    """Return what `run` is doing, and after a stop what happened and why."""
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
    return Status("good", f"{_stopped(run, stop)}{_restored(run)}")


def _looking(run: Run, visit: Visit) -> str:
    """Name the epoch looked at, and what was set otherwise then."""
    where = f"Looking at epoch {visit.epoch} of {last_visitable(run.course)}"
    then = difference(run.settings, run.course.settings_at(visit.update))
    if not then:
        return f"{where}."
    if len(then) > MOST_NAMED:
        return f"{where}: {len(then)} settings were others then."
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
        return "Computing your run anew."
    settings = run.settings
    if settings.early_stopping:
        return "Training. Early stopping watches the validation error."
    return "Training. Early stopping is off."


def _paused(run: Run) -> str:
    """Name the epoch a paused run is in: a whole one that ended, or the next."""
    epoch = run.course.epoch + (run.course.trainer.cursor > 0)
    why = " The server was restarted; your run was computed anew."
    if run.was_opened:
        why = " It was computed anew, to the same bytes."
    return f"Paused in epoch {epoch}.{why if run.was_recovered else ''}"


_HOLDS: dict[State, Callable[[Run], str]] = {
    State.READY: lambda run: f"Ready. Press Play to train. {run.note}".rstrip(),
    State.RUNNING: _running,
    State.PAUSED: _paused,
}


def _stopped(run: Run, stop: Stop) -> str:
    errors = run.course.history.row(stop.epoch)
    criterion = CRITERION_OF.get(stop.reason)
    if criterion is not None:
        return f"Stopped early at epoch {stop.epoch}: {_criterion(run, criterion)}."
    if stop.reason is Reason.TARGET_ERROR:
        return (
            f"Stopped at epoch {stop.epoch}: the training error "
            f"{number(errors['train'])} has reached the target."
        )
    return f"Stopped at epoch {stop.epoch}, the most epochs allowed."


def _criterion(run: Run, criterion: Criterion) -> str:
    course = run.course
    if criterion is Criterion.PATIENCE:
        wait = course.patience.wait
        return f"no improvement for {wait} {'epoch' if wait == 1 else 'epochs'}"
    every = readings(course.epoch, course.history, course.settings, 0)
    found = next((each for each in every if each.criterion is criterion), None)
    return _WORDS[criterion](found, run) if found else criterion.replace("_", " ")


def _short(value: float | None) -> str:
    return number(value, 3, trim=True)


def _loss(reading: Reading, _run: Run) -> str:
    return f"the validation error is {_short(reading.value)} % above its smallest"


def _quotient(reading: Reading, _run: Run) -> str:
    if not reading.progress:
        return "the validation error has risen and the training error stands still"
    return (
        f"the generalization loss is {_short(reading.value)} times the progress "
        "of the training error"
    )


def _rises(_reading: Reading, run: Run) -> str:
    rises, length = run.settings.rises, run.settings.strip_length
    times = "once" if rises == 1 else f"{rises} times in succession"
    return f"the validation error rose {times} from strip to strip of {length} epochs"


_WORDS = {
    Criterion.GENERALIZATION_LOSS: _loss,
    Criterion.PROGRESS_QUOTIENT: _quotient,
    Criterion.SUCCESSIVE_RISES: _rises,
}


def _restored(run: Run) -> str:
    best = run.course.patience.best_epoch
    if best is None:
        return ""
    if run.is_restored:
        return f" Best epoch {best} restored."
    return f" Best epoch was {best}; the last weights stay."


def _diverged(run: Run, stop: Stop) -> str:
    train = run.course.history.row(stop.epoch)["train"]
    why = "the numbers are no longer finite"
    if train is not None and train > LARGEST_ERROR:
        why = f"the training error {number(train, 3)} is above {number(LARGEST_ERROR)}"
    rate = gentler_rate(run.settings)
    return (
        f"Diverged in epoch {stop.epoch}: {why}. The weights of epoch "
        f"{stop.epoch - 1} are kept; go back there with learning rate {_short(rate)}?"
    )
