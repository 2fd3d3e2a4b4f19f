"""What is to be known of a setting of early stopping as it is, beside its control."""

from dataclasses import dataclass

from app.training.evidence import weakness
from app.training.progress import Progress
from app.training.settings import Settings
from app.training.stopping import Reason


@dataclass(frozen=True)
class Caution:
    """A sentence on one setting, by its name."""

    field: str
    text: str


def cautions(course: Progress) -> list[Caution]:
    """Return what is to be known, by the settings and the points as they are now."""
    settings, problem = course.settings, course.problem
    if not settings.early_stopping:
        return []
    if not problem.validation.examples:  # it rests, as a note says: see `fitting.notes`
        return []
    found = []
    chance = weakness(problem)
    if chance:
        found.append(Caution("early_stopping", chance))
    is_endless = Reason.MAX_EPOCHS in course.passed_over_next
    if settings.start_epoch > settings.max_epochs and not is_endless:
        found.append(Caution("start_epoch", _too_late(settings)))
    return found


def _too_late(settings: Settings) -> str:
    return (
        f"Training ends at epoch {settings.max_epochs}, before checking starts at "
        f"epoch {settings.start_epoch}: early stopping never looks."
    )
