"""What a run is doing, in words."""

from dataclasses import dataclass

from app.training.run import Run, gentler_rate
from app.training.states import State
from app.training.stopping import LARGEST_ERROR, Reason, Stop


@dataclass(frozen=True)
class Status:
    """A sentence or two, and its tone: info, good, warning or bad."""

    tone: str
    text: str


def describe(run: Run) -> Status:
    """Return what `run` is doing, and after a stop what happened and why."""
    if run.state is State.READY:
        return Status("info", "Ready. Press Play to train.")
    if run.state is State.RUNNING:
        return Status("info", _running(run))
    if run.state is State.PAUSED:
        return Status("info", _paused(run))
    if run.state is State.FAILED:
        return Status("bad", f"Training failed: {run.fault} Reset starts anew.")
    stop = run.course.stop
    if stop is None:
        raise ValueError(f"a {run.state} run has no stop")
    if run.state is State.DIVERGED:
        return Status("bad", _diverged(run, stop))
    return Status("good", f"{_stopped(run, stop)}{_restored(run)}")


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
    return f"Paused in epoch {epoch}.{why if run.was_recovered else ''}"


def _stopped(run: Run, stop: Stop) -> str:
    errors = run.course.history.row(stop.epoch)
    if stop.reason is Reason.EARLY_STOPPING:
        wait = run.course.patience.wait
        return (
            f"Stopped early at epoch {stop.epoch}: no improvement for {wait} "
            f"{'epoch' if wait == 1 else 'epochs'}."
        )
    if stop.reason is Reason.TARGET_ERROR:
        return (
            f"Stopped at epoch {stop.epoch}: the training error {errors['train']:.4g} "
            "has reached the target."
        )
    return f"Stopped at epoch {stop.epoch}, the most epochs allowed."


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
        why = f"the training error {train:.3g} is above {LARGEST_ERROR:.0f}"
    rate = gentler_rate(run.settings)
    return (
        f"Diverged in epoch {stop.epoch}: {why}. The weights of epoch "
        f"{stop.epoch - 1} are kept; go back there with learning rate {rate:.3g}?"
    )
