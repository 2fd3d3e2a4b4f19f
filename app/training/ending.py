"""What is said of a training that has stopped: why, what was restored, what follows."""

from app.training.criteria import Criterion, Reading, readings
from app.training.evidence import weakness
from app.training.lowest import lower_in_words
from app.training.notation import number
from app.training.settings import MOST_EPOCHS, Settings
from app.training.shown import Shown
from app.training.stopping import CRITERION_OF, Reason, Stop


def ending(run: Shown, stop: Stop) -> str:
    """Return what has ended the training, which weights are shown, and what to know."""
    first, more = f"{_why(run, stop)}{_restored(run)}", _watched(run)
    return f"{first}. {' '.join(more)}" if more else first


def _why(run: Shown, stop: Stop) -> str:
    criterion = CRITERION_OF.get(stop.reason)
    if criterion is not None:
        return f"Stopped early at epoch {stop.epoch}{_criterion(run, criterion)}"
    if stop.reason is Reason.TARGET_ERROR:
        (train,) = run.course.history.span("train", stop.epoch, stop.epoch)
        return (
            f"Stopped at epoch {stop.epoch}: the training error {number(train)} "
            "has reached the target"
        )
    if stop.epoch >= MOST_EPOCHS:
        return f"Stopped at epoch {stop.epoch}, where every run ends"
    most = run.course.settings.max_epochs
    if most < stop.epoch:
        return f"Stopped at epoch {stop.epoch}: max epochs is {most}"
    # Whoever has raised them since is told what they were.
    then = " then" if most > stop.epoch else ""
    return f"Stopped at epoch {stop.epoch}, the max epochs{then}"


def _criterion(run: Shown, criterion: Criterion) -> str:
    """Say why; that patience has run out is what "early" means."""
    if criterion is Criterion.PATIENCE:
        return ""
    course = run.course
    rest = (course.settings, 0, course.problem.rounding)
    every = readings(course.epoch, course.history, *rest)
    found = next((each for each in every if each.criterion is criterion), None)
    words = _WORDS[criterion](found, course.settings) if found else ""
    return f": {words or criterion.replace('_', ' ')}"


def _loss(reading: Reading, _settings: Settings) -> str:
    return f"the validation error is {_number(reading)} % above its smallest"


def _quotient(reading: Reading, _settings: Settings) -> str:
    if not reading.progress:
        return "the validation error has risen and the training error stands still"
    return (
        f"the generalization loss is {_number(reading)} times the progress of the "
        "training error"
    )


def _rises(_reading: Reading, settings: Settings) -> str:
    rises, length = settings.rises, settings.strip_length
    times = "once" if rises == 1 else f"{rises} times in succession"
    return f"the validation error rose {times} from strip to strip of {length} epochs"


def _number(reading: Reading) -> str:
    return number(reading.value, 3, trim=True)


_WORDS = {
    Criterion.GENERALIZATION_LOSS: _loss,
    Criterion.PROGRESS_QUOTIENT: _quotient,
    Criterion.SUCCESSIVE_RISES: _rises,
}


def _restored(run: Shown) -> str:
    best = run.course.patience.best_epoch
    if best is None:
        return ""
    if run.is_restored:
        return f" · best epoch {best} restored"
    return f" · best epoch was {best}; the last weights stay"


def _watched(run: Shown) -> list[str]:
    """Say what early stopping could not see, and how far it can be trusted."""
    course = run.course
    settings, lower = course.settings, lower_in_words(course)
    said = [lower] if lower else []
    if not settings.early_stopping:
        return said
    if not course.problem.validation.examples:
        return [*said, "Early stopping rested: the validation set is empty."]
    if course.patience.best is None:
        said.insert(0, never_looked(settings.start_epoch))
    weak = weakness(course.problem)
    return [*said, weak] if weak else said


def never_looked(start_epoch: int) -> str:
    """Say that training has ended before early stopping began."""
    return f"Early stopping never looked: it starts checking at epoch {start_epoch}."


def outlook(run: Shown) -> str:
    """Return what Keep training would do now; "" for a run that has not stopped."""
    stop = run.course.stop
    if stop is None or stop.reason is Reason.DIVERGED:
        return ""
    if stop.epoch >= MOST_EPOCHS:
        return f"A run ends after {MOST_EPOCHS} epochs at the latest."
    start = f"Goes on from the last weights, those of epoch {stop.epoch}"
    end = f"to epoch {_last(run, stop)} at the latest"
    if run.course.is_released:
        return f"{start}, {end}, with the settings as they are."
    if stop.reason in CRITERION_OF:
        again = "Early stopping counts again after a new best epoch."
        return f"{start}, past this early stop, {end}. {again} No setting changes."
    return f"{start}, past the {_passed(stop)}, {end}. No setting changes."


def prospect(run: Shown) -> str:
    """Return the same in a few words; "" where there is no way on."""
    stop = run.course.stop
    if stop is None or stop.reason is Reason.DIVERGED or stop.epoch >= MOST_EPOCHS:
        return ""
    past = "on" if run.course.is_released else f"past the {_passed(stop)},"
    return f"Keep training goes {past} to epoch {_last(run, stop)}."


def _passed(stop: Stop) -> str:
    if stop.reason in CRITERION_OF:
        return "stop"
    return "target error" if stop.reason is Reason.TARGET_ERROR else "max epochs"


def _last(run: Shown, stop: Stop) -> int:
    """Return the epoch at which it would end at the latest."""
    most = run.course.settings.max_epochs
    return most if most > stop.epoch else MOST_EPOCHS
